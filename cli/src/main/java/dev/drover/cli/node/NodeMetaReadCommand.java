package dev.drover.cli.node;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import dev.drover.model.api.NodeMetaResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code node meta read}. */
public final class NodeMetaReadCommand extends BaseCommand {
    private final Flag<String> nodeId =
            flags.text("node-id", "node", "the node; default that of the agent that is asked");
    private final DataFlags data = new DataFlags(flags);

    public NodeMetaReadCommand() {
        super("Show the metadata of a node and where it comes from", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        String id = nodeId.get().isEmpty()
                ? ""
                : NodeLookup.one(context, nodeId.get()).id();
        NodeMetaResponse meta = context.ask(
                "Error reading dynamic node metadata",
                () -> context.client().nodes().metadata(id));
        if (data.wanted()) {
            data.print(context, meta);
            return 0;
        }
        context.print(context.bold("All Meta") + "\n" + facts(meta.meta()));
        context.section("Dynamic Meta", facts(meta.dynamic()));
        context.section("Static Meta", facts(meta.fixed()));
        return 0;
    }

    /** By key; what was taken away is shown as such. */
    private static String facts(Map<String, ? extends @Nullable String> values) {
        Facts facts = new Facts();
        new TreeMap<>(values).forEach((key, value) -> facts.add(key, value == null ? "<unset>" : value));
        return facts.toString();
    }
}
