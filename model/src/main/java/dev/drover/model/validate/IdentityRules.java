package dev.drover.model.validate;

import dev.drover.model.job.Secret;
import dev.drover.model.job.Task;
import dev.drover.model.job.Vault;
import dev.drover.model.job.WorkloadIdentity;
import java.util.List;

/** Identities, secrets and Vault. */
final class IdentityRules {
    private static final List<String> CHANGE_MODES = List.of("noop", "restart", "signal");

    private IdentityRules() {}

    static void check(Task task, Report report) {
        report.unique(
                "identity",
                task.identities().stream().map(WorkloadIdentity::name).toList());
        if (task.identity() != null) {
            common(task.identity(), report.in("identity", "default"));
            report.in("identity", "default")
                    .faultIf(!task.identity().ttl().isZero(), "the default identity has no ttl", "remove ttl");
        }
        task.identities().forEach(identity -> named(identity, report.in("identity", identity.name())));
        task.secrets().forEach(secret -> secret(secret, report.in("secret", secret.name())));
        report.unique("secret", task.secrets().stream().map(Secret::name).toList());
        Vault vault = task.vault();
        if (vault != null) {
            Report block = report.in("vault");
            change(vault.changeMode(), vault.changeSignal(), block);
        }
    }

    private static void common(WorkloadIdentity identity, Report block) {
        change(identity.changeMode(), identity.changeSignal(), block);
        block.faultIf(!identity.filepath().isEmpty() && !identity.file(), "filepath needs file", "set file = true");
        block.faultIf(
                Texts.escapes(identity.filepath()),
                "filepath \"" + identity.filepath() + "\" lies outside",
                "use a path inside the directory of the task");
    }

    private static void named(WorkloadIdentity identity, Report block) {
        common(identity, block);
        block.faultIf(
                !Texts.WORD_OR_DASH.matches(identity.name()),
                "name must be 1 to 128 letters, digits, dashes and underscores",
                "rename it");
        block.faultIf(identity.audience().stream().anyMatch(String::isBlank), "aud has an empty entry", "remove it");
        block.notNegative("ttl", identity.ttl());
        block.warnIf(
                identity.ttl().isZero(),
                "identities without an expiration are insecure",
                "set ttl = \"1h\", for example");
        block.warnIf(identity.audience().isEmpty(), "identities without an audience are insecure", "set aud");
    }

    private static void change(String mode, String signal, Report block) {
        block.oneOf("change_mode", mode, CHANGE_MODES);
        block.faultIf(mode.equals("signal") && signal.isEmpty(), "change_mode signal needs a change_signal", "set it");
        block.faultIf(
                !mode.equals("signal") && !signal.isEmpty(),
                "change_signal is for change_mode signal",
                "remove it or set change_mode = \"signal\"");
    }

    private static void secret(Secret secret, Report block) {
        block.faultIf(
                !Texts.WORD.matches(secret.name()),
                "name must be 1 to 128 letters, digits and underscores",
                "rename it");
        block.required("provider", secret.provider());
        block.required("path", secret.path());
        boolean builtIn = secret.provider().equals("nomad") || secret.provider().equals("vault");
        block.faultIf(builtIn && !secret.env().isEmpty(), "env is for providers that are plugins", "remove it");
        block.faultIf(
                !builtIn && !secret.provider().isEmpty() && !secret.config().isEmpty(),
                "config is for the providers nomad and vault",
                "use env");
        Object engine = secret.config().get("engine");
        block.faultIf(
                secret.provider().equals("vault")
                        && engine != null
                        && !engine.equals("kv_v1")
                        && !engine.equals("kv_v2"),
                "engine \"" + engine + "\" is not known",
                "use kv_v1 or kv_v2");
    }
}
