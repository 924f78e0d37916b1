package dev.drover.server.cluster;

import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.LinkException;
import dev.drover.rpc.RemoteException;
import dev.drover.server.ServerException;
import dev.drover.server.log.RaftLog;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes commands from a server that does not lead to the one that does. */
final class Proposals implements RaftLog.Forwarding, ServerServices.Part {
    private static final String METHOD = "Log.Propose";

    /** How long a command waits for somebody to lead: several elections. */
    private static final Duration NO_LEADER_WAIT = Duration.ofSeconds(5);

    /** After which the outcome of a command is taken for unknown. */
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final Supplier<Optional<RaftLog>> own;

    Proposals(Cluster cluster, Supplier<Optional<RaftLog>> own) {
        this.cluster = cluster;
        this.own = own;
    }

    @Override
    public long propose(byte[] command) throws InterruptedException {
        try {
            byte[] index = cluster.leader(NO_LEADER_WAIT).call(METHOD, command, ANSWER_WAIT);
            return ByteBuffer.wrap(index).getLong();
        } catch (RemoteException refusal) {
            throw new ServerException(refusal.status(), refusal.text());
        } catch (LinkException lost) {
            throw ServerException.failed(
                    lost.sent()
                            ? "the leader was lost before it answered; whether the change was made is unknown"
                            : "No cluster leader: " + lost.getMessage());
        }
    }

    /** Whoever passes a command on takes the receiver for the leader; it is never passed on again. */
    @Override
    public Optional<byte[]> answer(Link from, String method, byte[] request) throws InterruptedException {
        if (!method.equals(METHOD)) {
            return Optional.empty();
        }
        if (from.remote().role() != Identity.Role.SERVER) {
            throw new RemoteException(403, "only servers propose commands");
        }
        RaftLog log = own.get().orElseThrow(ServerException::noLeader);
        byte[] index = new byte[Long.BYTES];
        ByteBuffer.wrap(index).putLong(log.proposeHere(request));
        return Optional.of(index);
    }
}
