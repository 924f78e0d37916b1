package dev.drover.cli.nodepool;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import dev.drover.model.node.NodePool;
import dev.drover.model.text.Durations;
import java.util.List;
import java.util.TreeMap;

/** {@code node pool info}. */
public final class NodePoolInfoCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public NodePoolInfoCommand() {
        super("Show a node pool", "<node-pool>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        NodePool pool = NodePoolLookup.one(context, single(arguments, "node-pool"));
        if (data.wanted()) {
            data.print(context, pool);
            return 0;
        }
        Facts facts = new Facts().add("Name", pool.name()).addOrNone("Description", pool.description());
        if (pool.nodeIdentityTtl().isPositive()) {
            facts.add("Node Identity TTL", Durations.format(pool.nodeIdentityTtl()));
        }
        context.print(facts);
        if (pool.meta().isEmpty()) {
            context.print("\n" + context.bold("Metadata") + "\nNo metadata");
        } else {
            Facts meta = new Facts();
            new TreeMap<>(pool.meta()).forEach(meta::add);
            context.section("Metadata", meta);
        }
        var scheduler = pool.schedulerConfiguration();
        if (scheduler == null) {
            context.print("\n" + context.bold("Scheduler Configuration") + "\nNo scheduler configuration");
            return 0;
        }
        Facts configuration = new Facts();
        if (!scheduler.schedulerAlgorithm().isEmpty()) {
            configuration.add("Scheduler Algorithm", scheduler.schedulerAlgorithm());
        }
        if (scheduler.memoryOversubscriptionEnabled() != null) {
            configuration.add("Memory Oversubscription Enabled", scheduler.memoryOversubscriptionEnabled());
        }
        context.section("Scheduler Configuration", configuration);
        return 0;
    }
}
