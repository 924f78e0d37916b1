package dev.drover.cli.node;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code node config}: the servers that the node of the agent talks to. */
public final class NodeConfigCommand extends BaseCommand {
    private final Flag<Boolean> servers = flags.toggle("servers", "print the servers that the node knows");
    private final Flag<Boolean> update =
            flags.toggle("update-servers", "replace them by those given, host or host:port");

    public NodeConfigCommand() {
        super("Show or change the servers that a node talks to", "[server]...");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (servers.get().equals(update.get())) {
            throw new UsageException("Give either -servers or -update-servers");
        }
        if (update.get()) {
            if (arguments.isEmpty()) {
                throw new UsageException("If the '-update-servers' flag is set, at least one server is needed");
            }
            context.tell(
                    "Error updating server list", () -> context.client().agent().setServers(arguments));
            return 0;
        }
        none(arguments);
        context.ask("Error querying server list", () -> context.client().agent().servers())
                .forEach(context::print);
        return 0;
    }
}
