package dev.drover.cli.plugin;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.alloc.AllocTable;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Table;
import dev.drover.model.volume.CSIPlugin;
import dev.drover.model.volume.CSIPluginListStub;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code plugin status}. */
public final class PluginStatusCommand extends BaseCommand {
    private final Flag<String> type = flags.text("type", "csi", "csi", "kind of plugins; there is only csi");
    private final Flag<Boolean> brief = flags.toggle("short", "show no allocations");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");
    private final DataFlags data = new DataFlags(flags);

    public PluginStatusCommand() {
        super("List plugins of storage providers, or show one", "[plugin]");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (!type.get().isEmpty() && !"csi".startsWith(type.get())) {
            throw new UsageException("Unknown -type \"" + type.get() + "\": expected csi");
        }
        if (arguments.size() > 1) {
            throw new UsageException("This command takes no arguments or one: [plugin]");
        }
        List<CSIPluginListStub> plugins = context.ask(
                "Error querying CSI plugins",
                () -> context.client()
                        .storagePlugins()
                        .list(arguments.isEmpty() ? Query.NONE : Query.NONE.prefix(arguments.getFirst()))
                        .value());
        if (arguments.isEmpty()) {
            list(context, plugins);
        } else {
            show(context, one(plugins, arguments.getFirst()));
        }
        return 0;
    }

    private void list(Context context, List<CSIPluginListStub> plugins) {
        if (data.wanted()) {
            data.print(context, plugins);
            return;
        }
        context.print(context.bold("Container Storage Interface"));
        context.print(plugins.isEmpty() ? "No CSI plugins" : table(plugins));
    }

    private Table table(List<CSIPluginListStub> plugins) {
        Table table = Table.withHeader("ID", "Provider", "Controllers Healthy/Expected", "Nodes Healthy/Expected");
        plugins.forEach(plugin -> table.row(
                new Ids(verbose.get()).shown(plugin.id()),
                plugin.provider(),
                plugin.controllersHealthy() + "/" + plugin.controllersExpected(),
                plugin.nodesHealthy() + "/" + plugin.nodesExpected()));
        return table;
    }

    private String one(List<CSIPluginListStub> plugins, String typed) {
        List<CSIPluginListStub> exact =
                plugins.stream().filter(it -> it.id().equals(typed)).toList();
        if (exact.size() == 1 || plugins.size() == 1) {
            return (exact.isEmpty() ? plugins : exact).getFirst().id();
        }
        throw new Failure(
                plugins.isEmpty()
                        ? "No plugins(s) with prefix or ID \"" + typed + "\" found"
                        : "Prefix matched multiple plugins\n\n" + table(plugins));
    }

    private void show(Context context, String id) {
        CSIPlugin plugin = context.ask(
                "Error querying CSI plugin",
                () -> context.client().storagePlugins().info(id, Query.NONE).value());
        if (data.wanted()) {
            data.print(context, plugin);
            return;
        }
        Facts facts = new Facts()
                .add("ID", plugin.id())
                .add("Provider", plugin.provider())
                .add("Version", plugin.version());
        if (plugin.controllerRequired()) {
            facts.add("Controllers Healthy", plugin.controllersHealthy())
                    .add("Controllers Expected", plugin.controllersExpected());
        }
        facts.add("Nodes Healthy", plugin.nodesHealthy()).add("Nodes Expected", plugin.nodesExpected());
        context.print(facts);
        if (!brief.get()) {
            context.section("Allocations", AllocTable.of(context, plugin.allocations(), verbose.get()));
        }
    }
}
