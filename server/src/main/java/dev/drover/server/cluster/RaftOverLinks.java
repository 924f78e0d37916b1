package dev.drover.server.cluster;

import dev.drover.raft.PeerTransport;
import dev.drover.raft.ReplicatedLog;
import dev.drover.rpc.LinkPool;
import dev.drover.rpc.RemoteException;
import java.io.IOException;
import java.time.Duration;

/**
 * Carries the messages of the replicated log over links of their own, so that a large answer to somebody else never stands before
 * a heartbeat of the leader.
 */
final class RaftOverLinks implements PeerTransport {
    /** The rest of the method's name is the kind of the message. */
    static final String METHOD = "Raft.";

    private final LinkPool links;

    RaftOverLinks(LinkPool links) {
        this.links = links;
    }

    @Override
    public byte[] call(ReplicatedLog.Peer to, byte kind, byte[] request, Duration timeout)
            throws IOException, InterruptedException {
        try {
            return links.to(to.address()).call(METHOD + kind, request, timeout);
        } catch (RemoteException refusal) {
            throw new IOException(
                    "server " + to.address() + " refused a message of the log: " + refusal.text(), refusal);
        }
    }
}
