package dev.drover.cli.node;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Table;
import dev.drover.model.api.NodeIdentityGetResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** {@code node identity get}. */
public final class NodeIdentityGetCommand extends BaseCommand {
    /** Claims that are seconds since the epoch. */
    private static final Set<String> TIMES = Set.of("exp", "iat", "nbf");

    private final DataFlags data = new DataFlags(flags);

    public NodeIdentityGetCommand() {
        super("Show what the identity of a node says", "<node>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String id = NodeLookup.one(context, single(arguments, "node")).id();
        NodeIdentityGetResponse identity = context.ask(
                "Error querying node identity", () -> context.client().nodes().identity(id));
        if (data.wanted()) {
            data.print(context, identity);
            return 0;
        }
        Table table = Table.withHeader("Claim Key", "Claim Value");
        new TreeMap<>(identity.claims()).forEach((name, value) -> table.row(name, shown(context, name, value)));
        context.print(table);
        return 0;
    }

    private static String shown(Context context, String name, Object value) {
        if (TIMES.contains(name) && value instanceof Number seconds) {
            return context.times().at(Instant.ofEpochSecond(seconds.longValue()));
        }
        return String.valueOf(value);
    }
}
