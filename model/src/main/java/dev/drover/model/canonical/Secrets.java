package dev.drover.model.canonical;

import dev.drover.model.job.Consul;
import dev.drover.model.job.Vault;
import dev.drover.model.job.VaultBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a task reaches Vault and Consul. */
final class Secrets {
    private Secrets() {}

    static @Nullable Consul consul(@Nullable Consul consul) {
        return consul == null
                ? null
                : new Consul(consul.namespace(), Fill.text(consul.cluster(), "default"), consul.partition());
    }

    static @Nullable Vault vault(@Nullable Vault vault) {
        return vault == null
                ? null
                : VaultBuilder.builder(vault)
                        .cluster(Fill.text(vault.cluster(), "default"))
                        .env(Fill.value(vault.env(), true))
                        .changeMode(Fill.text(vault.changeMode(), "restart"))
                        .changeSignal(vault.changeSignal().toUpperCase(Locale.ROOT))
                        .build();
    }
}
