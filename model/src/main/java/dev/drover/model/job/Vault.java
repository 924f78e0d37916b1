package dev.drover.model.job;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The vault of the wire. */
@RecordBuilder
public record Vault(
        @Wire(value = "Policies", absent = Absent.OMITTED) List<String> policies,
        @Wire("Role") String role,
        @Wire("Namespace") String namespace,
        @Wire("Cluster") String cluster,
        @Wire("Env") @Nullable Boolean env,
        @Wire("DisableFile") boolean disableFile,
        @Wire("ChangeMode") String changeMode,
        @Wire("ChangeSignal") String changeSignal,
        @Wire("AllowTokenExpiration") boolean allowTokenExpiration) {
    public Vault {
        policies = Defaults.list(policies);
        role = Defaults.text(role);
        namespace = Defaults.text(namespace);
        cluster = Defaults.text(cluster);
        changeMode = Defaults.text(changeMode);
        changeSignal = Defaults.text(changeSignal);
    }
}
