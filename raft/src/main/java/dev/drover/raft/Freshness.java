package dev.drover.raft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.RaftPeerId;

/**
 * Linearizable reads: up to which entry a server must have applied before it may answer. The leader knows how far the group has
 * agreed, and proves with a round of heartbeats that it still leads; other servers ask it. No lease is used, since it would rest on
 * clocks that stand still while a machine is suspended, and a round costs about a millisecond, shared by all who wait.
 */
final class Freshness {
    private static final Duration RETRY = Duration.ofMillis(20);

    private final RaftConfig config;
    private final Nodes nodes;
    private final Seat seat;
    private final Rounds<Long> leaderRounds = new Rounds<>(this::confirmedIndex);
    private final Rounds<Long> rounds = new Rounds<>(this::agreedIndex);

    /** Gives the Ratis server that runs at the moment. */
    interface Nodes {
        /**
         * The server that runs.
         *
         * @throws RaftException.Unavailable when there is none, with the reason
         */
        Node running();
    }

    Freshness(RaftConfig config, Nodes nodes, Seat seat) {
        this.config = config;
        this.nodes = nodes;
        this.seat = seat;
    }

    void await(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                long index = rounds.ask(deadline);
                if (seat.applied().await(index, deadline)) {
                    return;
                }
                throw new RaftException.Unavailable("this server has not applied entry " + index + " within "
                        + timeout.toMillis() + " ms (it is at " + seat.applied().get() + ")");
            } catch (TimeoutException slow) {
                throw new RaftException.Unavailable(
                        "no leader confirmed within " + timeout.toMillis() + " ms that this state is the newest");
            } catch (RaftException failure) {
                if (deadline - System.nanoTime() <= RETRY.toNanos()) {
                    throw failure;
                }
                TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
            }
        }
    }

    /** The index for another server that asks this one as the leader. */
    long asLeader(Duration timeout) throws IOException, InterruptedException {
        try {
            return leaderRounds.ask(System.nanoTime() + timeout.toNanos());
        } catch (RaftException failure) {
            throw new IOException(failure.text(), failure);
        } catch (TimeoutException slow) {
            throw new IOException("the leader could not confirm that it leads", slow);
        }
    }

    private Long confirmedIndex() throws InterruptedException {
        Node node = nodes.running();
        if (!node.info().isLeaderReady()) {
            throw new RaftException.NotLeader("this server does not lead");
        }
        long term = node.info().getCurrentTerm();
        long index = node.log().getLastCommittedIndex();
        long deadline =
                System.nanoTime() + config.electionTimeout().multipliedBy(2).toNanos();
        boolean confirmed = node.followers().confirm(node.identity().peer(), node.group(), deadline);
        if (!confirmed || !node.info().isLeaderReady() || node.info().getCurrentTerm() != term) {
            throw new RaftException.NotLeader("this server could not confirm that it still leads");
        }
        return index;
    }

    private Long agreedIndex() throws InterruptedException, IOException, TimeoutException {
        Node node = nodes.running();
        if (node.info().isLeader()) {
            return leaderRounds.ask(
                    System.nanoTime() + config.electionTimeout().multipliedBy(3).toNanos());
        }
        RaftPeerId leader = node.info().getLeaderId();
        if (leader == null || leader.equals(node.identity().peer())) {
            throw new RaftException.NotLeader("no server is known to lead");
        }
        byte[] answer = node.outgoing()
                .readIndex(
                        leader,
                        node.identity().group().toByteString().toByteArray(),
                        config.electionTimeout().multipliedBy(3));
        return ByteBuffer.wrap(answer).getLong();
    }
}
