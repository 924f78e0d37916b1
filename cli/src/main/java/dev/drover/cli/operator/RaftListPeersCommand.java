package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.Table;
import dev.drover.model.api.RaftConfiguration;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code operator raft list-peers}. */
public final class RaftListPeersCommand extends BaseCommand {
    private final Flag<Boolean> stale =
            flags.toggle("stale", "ask the agent's own server, whether there is a leader or not");

    public RaftListPeersCommand() {
        super("List the servers that agree on the log", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        RaftConfiguration configuration = context.ask(
                "Failed to retrieve raft configuration",
                () -> context.client().operator().raftConfiguration(stale.get() ? Query.NONE.stale() : Query.NONE));
        Table table = Table.withHeader("Node", "ID", "Address", "State", "Voter", "RaftProtocol");
        configuration
                .servers()
                .forEach(server -> table.row(
                        server.node().isEmpty() ? "(unknown)" : server.node(),
                        server.id(),
                        server.address(),
                        server.leader() ? "leader" : "follower",
                        Boolean.toString(server.voter()),
                        server.raftProtocol()));
        context.print(table);
        return 0;
    }
}
