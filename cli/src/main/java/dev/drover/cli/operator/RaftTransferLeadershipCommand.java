package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.LeadershipTransferResponse;
import dev.drover.model.api.RaftServer;
import java.util.List;

/** {@code operator raft transfer-leadership}. */
public final class RaftTransferLeadershipCommand extends BaseCommand {
    private final PeerFlags peer = new PeerFlags(flags);

    public RaftTransferLeadershipCommand() {
        super("Have another server lead", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        peer.requireOne();
        LeadershipTransferResponse done = context.ask(
                "Error transferring leadership",
                () -> peer.byId()
                        ? context.client().operator().transferLeadership(peer.id())
                        : context.client().operator().transferLeadershipTo(peer.address()));
        context.print(
                done.noop()
                        ? name(done.to()) + " leads already"
                        : "Transferred leadership from " + name(done.from()) + " to " + name(done.to()));
        return 0;
    }

    private static String name(RaftServer server) {
        return (server.node().isEmpty() ? server.id() : server.node()) + " (" + server.address() + ")";
    }
}
