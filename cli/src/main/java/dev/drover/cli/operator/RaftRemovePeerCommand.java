package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.sdk.Operator;
import java.util.List;

/** {@code operator raft remove-peer}. */
public final class RaftRemovePeerCommand extends BaseCommand {
    private final PeerFlags peer = new PeerFlags(flags);

    public RaftRemovePeerCommand() {
        super("Take a server that is gone for good out of the group", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        peer.requireOne();
        context.tell("Error removing peer", () -> {
            Operator operator = context.client().operator();
            if (peer.byId()) {
                operator.removePeer(peer.id());
            } else {
                operator.removePeerAt(peer.address());
            }
        });
        context.print("Removed peer with " + peer);
        return 0;
    }
}
