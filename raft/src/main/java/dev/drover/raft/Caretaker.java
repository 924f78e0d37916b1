package dev.drover.raft;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.protocol.TermIndex;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a Ratis server running on the folder. Ratis gives up for good when a write to the log fails, and goes on as a leader without a
 * disk as long as its followers write; so a server whose disk is full or failing is closed, which lets others lead, and a new one
 * is started in the same process when the disk takes writes again. A server that was taken out of its group is started again too and waits
 * to be added.
 */
final class Caretaker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Caretaker.class.getName());
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final RaftConfig config;
    private final PeerTransport transport;
    private final Seat seat;
    private final Consumer<RaftPeerId> lost;
    private final Identity identity;
    private final SnapshotFolder folder = new SnapshotFolder();
    private final Snapshots snapshots;
    private final Newcomer newcomer;
    private final Incoming incoming;
    private final Room room;
    private final Object wake = new Object();
    private final Thread thread;
    private volatile @Nullable Node node;
    private volatile @Nullable String trouble;
    private volatile String reason = "it is starting";
    private volatile boolean ended;
    private volatile boolean closed;
    private volatile boolean expelled;
    private long stoppedAt;

    Caretaker(RaftConfig config, PeerTransport transport, Seat seat, Consumer<RaftPeerId> lost) throws IOException {
        this.config = config;
        this.transport = transport;
        this.seat = seat;
        this.lost = lost;
        identity = new Identity(config);
        snapshots = new Snapshots(config, seat, folder, this::node);
        newcomer = Newcomer.open(config.folder());
        incoming = new Incoming(newcomer);
        room = new Room(config.folder());
        thread = Thread.ofPlatform()
                .daemon()
                .name("raft-caretaker-" + config.id())
                .unstarted(this::watch);
    }

    /** @throws IOException when the folder cannot be used */
    void start() throws IOException {
        startNode();
        thread.start();
    }

    private void startNode() throws IOException {
        LogFolder log = LogFolder.of(config.folder(), identity.group().getUuid(), config.group());
        Optional<LogDamage> damage = LogCheck.run(log);
        if (damage.isPresent()) {
            putAside(log, damage.get());
        }
        trouble = null;
        MachineAdapter machine = new MachineAdapter(seat, folder, new Watch());
        node = Node.start(config, identity, newcomer.founders(), transport, machine, lost);
    }

    private void putAside(LogFolder log, LogDamage damage) throws IOException {
        List<ReplicatedLog.Peer> others = log.lastPeers().stream()
                .filter(peer -> !peer.id().equals(config.id()))
                .toList();
        // With one other alone there is no majority that could take this server out and in again.
        if (!config.rebuild() || others.size() < 2) {
            throw new DamagedLog(damage.text() + ". "
                    + (others.size() < 2
                            ? "There are not enough other servers to restore it from: restore a snapshot into a new folder"
                            : "Move the folder " + config.folder()
                                    + " away and start again with an empty one: the other servers restore it"));
        }
        newcomer.forget();
        Path aside = log.moveAside();
        LOG.log(
                System.Logger.Level.WARNING,
                "{0}. It was moved to {1}; this server has the others bring it up anew",
                damage.text(),
                aside);
    }

    /** The Ratis server that runs. */
    Node node() {
        Node running = node;
        if (running == null) {
            throw new RaftException.Unavailable("the log of this server does not run: " + reason);
        }
        return running;
    }

    /** The same, when there is room on disk for an entry. */
    Node nodeForEntry() {
        Node running = node();
        if (!room.enough()) {
            nudge();
            throw new RaftException.Unavailable(room.complaint());
        }
        return running;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    byte[] answer(Freshness freshness, byte kind, byte[] request) throws IOException {
        Node running = node;
        if (running != null) {
            return incoming.answer(running, freshness, kind, request);
        }
        if (expelled && Incoming.isInvitation(kind, request)) {
            expelled = false;
            nudge();
        }
        return Answer.failed("the log of this server does not run: " + reason);
    }

    private void watch() {
        try {
            while (!closed) {
                synchronized (wake) {
                    wake.wait(LOOK.toMillis());
                }
                Node running = node;
                if (running != null) {
                    why(running).ifPresent(text -> stop(running, text));
                } else if (!ended && !expelled && room.plenty() && System.nanoTime() - stoppedAt > RETRY.toNanos()) {
                    startAgain();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why a server should not go on; empty when it should. */
    private Optional<String> why(Node running) {
        if (ended) {
            return Optional.of(reason);
        }
        String failure = trouble;
        if (failure != null) {
            return Optional.of(failure);
        }
        if (expelled) {
            return Optional.of("this server was taken out of its group; it waits to be added again");
        }
        if (!running.alive()) {
            return Optional.of("it has ended");
        }
        // A server alone goes on, to be read from: there is nobody who could do more.
        boolean others = running.group().getCurrentPeers().size() > 1;
        return others && !room.enough() ? Optional.of(room.complaint()) : Optional.empty();
    }

    private void stop(Node running, String why) {
        LOG.log(System.Logger.Level.WARNING, "the log of this server stops for now: {0}", why);
        reason = why;
        node = null;
        running.close();
        stoppedAt = System.nanoTime();
    }

    private void startAgain() {
        try {
            startNode();
            LOG.log(System.Logger.Level.INFO, "the log of this server runs again");
        } catch (DamagedLog damaged) {
            reason = String.valueOf(damaged.getMessage());
            ended = true;
            seat.failed(reason);
        } catch (IOException | RuntimeException fault) {
            reason = "it could not be started again: " + fault.getMessage();
            stoppedAt = System.nanoTime();
            LOG.log(System.Logger.Level.WARNING, "the log of this server " + reason, fault);
        }
    }

    private void nudge() {
        synchronized (wake) {
            wake.notifyAll();
        }
    }

    /** What cannot be repaired here. */
    private static final class DamagedLog extends IOException {
        private static final long serialVersionUID = 1L;

        private DamagedLog(String text) {
            super(text);
        }
    }

    private final class Watch implements MachineAdapter.Events {
        @Override
        public void applied(long bytes) {
            newcomer.applied();
            snapshots.applied(bytes);
        }

        /** It would stand for election again and again when it was started as it is, so it waits for an invitation. */
        @Override
        public void expelled() {
            Caretaker.this.expelled = true;
            nudge();
        }

        @Override
        public void logFailed(Throwable fault) {
            trouble = "writing to " + config.folder() + " failed: " + fault.getMessage();
            nudge();
        }

        @Override
        public void machineFailed(TermIndex at, Throwable fault) {
            reason = "the state could not be brought to entry " + at.getIndex() + " of the log: " + fault.getMessage();
            ended = true;
            nudge();
            seat.failed(reason);
        }
    }

    @Override
    public void close() {
        closed = true;
        // Not interrupted: Ratis would call a start that is under way a failure.
        nudge();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Node running = node;
        reason = "it is closed";
        node = null;
        incoming.close();
        if (running != null) {
            running.close();
        }
    }
}
