package dev.drover.cli.namespace;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.quota.QuotaLookup;
import dev.drover.cli.quota.QuotaStatusCommand;
import dev.drover.cli.text.Facts;
import dev.drover.model.namespace.Namespace;
import java.util.List;
import java.util.TreeMap;

/** {@code namespace status}. */
public final class NamespaceStatusCommand extends BaseCommand {
    private static final String EVERYTHING = "*";

    private final DataFlags data = new DataFlags(flags);

    public NamespaceStatusCommand() {
        super("Show a namespace, what it allows, and its quota", "<namespace>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Namespace namespace = NamespaceLookup.one(context, single(arguments, "namespace"));
        if (data.wanted()) {
            data.print(context, namespace);
            return 0;
        }
        context.print(facts(namespace));
        if (!namespace.meta().isEmpty()) {
            Facts meta = new Facts();
            new TreeMap<>(namespace.meta()).forEach(meta::add);
            context.section("Metadata", meta);
        }
        if (namespace.nodePoolConfiguration() != null) {
            var pools = namespace.nodePoolConfiguration();
            context.section("Node Pool Configuration", choice(pools.isDefault(), pools.allowed(), pools.denied()));
        }
        if (namespace.vaultConfiguration() != null) {
            var vault = namespace.vaultConfiguration();
            context.section("Vault Configuration", choice(vault.isDefault(), vault.allowed(), vault.denied()));
        }
        if (namespace.consulConfiguration() != null) {
            var consul = namespace.consulConfiguration();
            context.section("Consul Configuration", choice(consul.isDefault(), consul.allowed(), consul.denied()));
        }
        if (!namespace.quota().isEmpty()) {
            QuotaStatusCommand.showLimits(context, QuotaLookup.quota(context, namespace.quota()));
        }
        return 0;
    }

    private static Facts facts(Namespace namespace) {
        var capabilities = namespace.capabilities();
        return new Facts()
                .add("Name", namespace.name())
                .addOrNone("Description", namespace.description())
                .addOrNone("Quota", namespace.quota())
                .add("EnabledDrivers", all(capabilities == null ? List.of() : capabilities.enabledTaskDrivers()))
                .addOrNone(
                        "DisabledDrivers", some(capabilities == null ? List.of() : capabilities.disabledTaskDrivers()))
                .add("EnabledNetworkModes", all(capabilities == null ? List.of() : capabilities.enabledNetworkModes()))
                .addOrNone(
                        "DisabledNetworkModes",
                        some(capabilities == null ? List.of() : capabilities.disabledNetworkModes()));
    }

    private static Facts choice(String usual, List<String> allowed, List<String> denied) {
        return new Facts()
                .addOrNone("Default", usual)
                .add("Allowed", all(allowed))
                .addOrNone("Denied", some(denied));
    }

    private static String all(List<String> names) {
        return names.isEmpty() ? EVERYTHING : some(names);
    }

    private static String some(List<String> names) {
        return String.join(",", names);
    }
}
