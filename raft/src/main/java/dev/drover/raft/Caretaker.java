package dev.drover.raft;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.protocol.TermIndex;
import org.jspecify.annotations.Nullable;

/** Keeps a Ratis server running on the folder. */
final class Caretaker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Caretaker.class.getName());

    private final RaftConfig config;
    private final PeerTransport transport;
    private final Seat seat;
    private final Consumer<RaftPeerId> lost;
    private final Identity identity;
    private final SnapshotFolder folder = new SnapshotFolder();
    private final Snapshots snapshots;
    private final Newcomer newcomer;
    private final Incoming incoming;
    private volatile @Nullable Node node;
    private volatile String reason = "it is starting";

    Caretaker(RaftConfig config, PeerTransport transport, Seat seat, Consumer<RaftPeerId> lost) throws IOException {
        this.config = config;
        this.transport = transport;
        this.seat = seat;
        this.lost = lost;
        identity = new Identity(config);
        snapshots = new Snapshots(config, seat, folder, this::node);
        newcomer = Newcomer.open(config.folder());
        incoming = new Incoming(newcomer);
    }

    void start() throws IOException {
        LogFolder.of(config.folder(), identity.group().getUuid(), config.group());
        MachineAdapter machine = new MachineAdapter(seat, folder, new Watch());
        node = Node.start(config, identity, newcomer.founders(), transport, machine, lost);
    }

    /** The Ratis server that runs. */
    Node node() {
        Node running = node;
        if (running == null) {
            throw new RaftException.Unavailable("the log of this server does not run: " + reason);
        }
        return running;
    }

    /** The same, when there is room on disk for so many bytes. */
    Node node(long bytes) {
        return node();
    }

    Optional<Node> running() {
        return Optional.ofNullable(node);
    }

    Snapshots snapshots() {
        return snapshots;
    }

    byte[] answer(Freshness freshness, byte kind, byte[] request) throws IOException {
        Node running = node;
        return running == null
                ? Answer.failed("the log of this server does not run: " + reason)
                : incoming.answer(running, freshness, kind, request);
    }

    private final class Watch implements MachineAdapter.Events {
        @Override
        public void applied(long bytes) {
            newcomer.applied();
            snapshots.applied(bytes);
        }

        @Override
        public void logFailed(Throwable fault) {
            LOG.log(System.Logger.Level.WARNING, "the disk does not take the log", fault);
        }

        @Override
        public void machineFailed(TermIndex at, Throwable fault) {
            seat.failed(
                    "the state could not be brought to entry " + at.getIndex() + " of the log: " + fault.getMessage());
        }
    }

    @Override
    public void close() {
        Node running = node;
        reason = "it is closed";
        node = null;
        incoming.close();
        if (running != null) {
            running.close();
        }
    }
}
