package dev.drover.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.protocol.TermIndex;

/**
 * The replicated log on Apache Ratis. Ratis decides (elections, agreement, the files of the log); around it stand parts of our own, each
 * in a file: {@link Batcher} makes many commands one entry, {@link Appender} and {@link Outgoing} carry messages over
 * {@link PeerTransport}, {@link Seat} drives the {@link Machine}, {@link Freshness} makes reads linearizable, {@link Snapshots} writes
 * the state beside the work, {@link Newcomer} keeps a server that lost its log from voting, and {@link Caretaker} starts Ratis again
 * when a full or failing disk has stopped it.
 */
public final class RatisLog implements ReplicatedLog {
    static {
        // Shaded parts of Ratis use Unsafe where they may, and the JDK warns of each; they work without.
        System.setProperty("org.apache.ratis.thirdparty.io.netty.noUnsafe", "true");
    }

    private final RaftConfig config;
    private final Seat seat;
    private final Caretaker caretaker;
    private final Batcher batcher;
    private final Freshness freshness;
    private final Membership membership;

    private RatisLog(RaftConfig config, PeerTransport transport, Machine machine) throws IOException {
        this.config = config;
        seat = new Seat(machine);
        caretaker = new Caretaker(config, transport, seat, this::lost);
        freshness = new Freshness(config, caretaker::node, seat);
        membership = new Membership(caretaker::node);
        batcher = new Batcher("raft-batcher-" + config.id(), this::append);
    }

    /**
     * Starts this server's part, or goes on with what is in the folder.
     *
     * @param initialPeers the founders, when the group is founded by this start; each of them is started with the same list. Empty
     *     for a server that waits until a leader adds it. Used only when the folder is empty: who founds a group a second time
     *     under the eyes of the first gets taken in by that, see {@link Newcomer}
     * @param machine in its first state; what the folder holds is restored into it
     * @throws IOException when the folder cannot be used, with the file, the place and what to do
     */
    public static RatisLog start(
            RaftConfig config, List<ReplicatedLog.Peer> initialPeers, PeerTransport transport, Machine machine)
            throws IOException {
        Files.createDirectories(config.folder());
        if (!hasState(config.folder())) {
            Newcomer.mark(config.folder(), initialPeers);
        }
        RatisLog log = new RatisLog(config, transport, machine);
        try {
            log.caretaker.start();
        } catch (IOException | RuntimeException fault) {
            log.close();
            throw fault;
        }
        return log;
    }

    /** Whether a server has run on the folder before. */
    public static boolean hasState(Path folder) {
        return Newcomer.isIn(folder) || LogFolder.isIn(folder);
    }

    private CompletableFuture<RaftClientReply> append(Batch batch) {
        return caretaker.nodeForEntry().append(batch);
    }

    /** A server of the group says that it has no log any more. */
    private void lost(RaftPeerId id) {
        membership.readmitSoon(id);
    }

    @Override
    public Object propose(byte[] command) throws InterruptedException {
        Node node = caretaker.node();
        if (!node.info().isLeader()) {
            throw new RaftException.NotLeader(
                    leader(node).map(id -> "server " + id + " leads").orElse("no server is known to lead"));
        }
        Proposal proposal = new Proposal(command);
        batcher.add(proposal);
        return proposal.await(Limits.PROPOSAL);
    }

    @Override
    public void awaitFresh(Duration timeout) throws InterruptedException {
        freshness.await(timeout);
    }

    @Override
    public Status status() {
        long snapshot = caretaker.snapshots().latestIndex();
        try {
            return status(caretaker.node(), snapshot);
        } catch (RaftException | IllegalStateException notRunning) {
            long applied = seat.applied().get();
            return new Status(Optional.empty(), false, 0, applied, applied, applied, snapshot, Duration.ZERO);
        }
    }

    private Status status(Node node, long snapshot) {
        TermIndex last = node.log().getLastEntryTermIndex();
        return new Status(
                leader(node),
                seat.leading() && node.info().isLeaderReady(),
                node.info().getCurrentTerm(),
                Math.max(last == null ? -1 : last.getIndex(), snapshot),
                node.log().getLastCommittedIndex(),
                seat.applied().get(),
                snapshot,
                lastContact(node));
    }

    private static Optional<String> leader(Node node) {
        return Optional.ofNullable(node.info().getLeaderId()).map(RaftPeerId::toString);
    }

    private static Duration lastContact(Node node) {
        RoleInfoProto role = node.info().getRoleInfoProto();
        return role.hasFollowerInfo()
                ? Duration.ofMillis(role.getFollowerInfo().getLeaderInfo().getLastRpcElapsedTimeMs())
                : Duration.ZERO;
    }

    @Override
    public List<Peer> peers() {
        return Identity.fromRatis(caretaker.node().group().getCurrentPeers());
    }

    @Override
    public void add(Peer peer) throws InterruptedException {
        membership.add(peer);
    }

    @Override
    public void remove(String id) throws InterruptedException {
        membership.remove(id);
    }

    @Override
    public void transferLeadership(Optional<String> id) throws InterruptedException {
        membership.transfer(id);
    }

    @Override
    public long snapshot() throws InterruptedException {
        try {
            return caretaker.snapshots().write();
        } catch (IOException fault) {
            throw new RaftException.Unavailable("cannot write a snapshot into " + config.folder() + ": " + fault);
        }
    }

    @Override
    public byte[] handle(byte kind, byte[] request) throws IOException {
        return caretaker.answer(freshness, kind, request);
    }

    @Override
    public void close() {
        membership.close();
        batcher.close();
        caretaker.close();
    }
}
