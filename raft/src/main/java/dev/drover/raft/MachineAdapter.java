package dev.drover.raft;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Ratis' view of the machine, for the life of one Ratis server. It has to drive its own life cycle: without the states below, Ratis
 * never ends the installation of a snapshot.
 */
final class MachineAdapter extends BaseStateMachine {
    private final Seat seat;
    private final SnapshotFolder snapshots;
    private final Events events;
    private long configuredTerm;

    /** What the owner of the server hears. */
    interface Events {
        /** Bytes of an entry were applied, or went by. */
        void applied(long bytes);

        /** The disk does not take the log any more. */
        void logFailed(Throwable reason);

        /** The others say that this server is not in the group any more. */
        void expelled();

        /** The machine cannot go on. */
        void machineFailed(TermIndex at, Throwable reason);
    }

    MachineAdapter(Seat seat, SnapshotFolder snapshots, Events events) {
        this.seat = seat;
        this.snapshots = snapshots;
        this.events = events;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage) throws IOException {
        super.initialize(server, group, storage);
        getLifeCycle()
                .startAndTransition(
                        () -> {
                            snapshots.init(storage);
                            load();
                        },
                        IOException.class);
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    /** A snapshot of the leader has arrived. */
    @Override
    public void reinitialize() throws IOException {
        getLifeCycle().startAndTransition(this::load, IOException.class);
    }

    private void load() throws IOException {
        SnapshotFolder.Stored newest = snapshots.refresh().orElse(null);
        if (newest == null) {
            return;
        }
        try {
            SnapshotFile.verify(newest.file());
            seat.restore(newest.position(), () -> SnapshotFile.open(newest.file()));
        } catch (IOException | RuntimeException fault) {
            events.machineFailed(newest.position(), fault);
            throw fault;
        }
        setLastAppliedTermIndex(newest.position());
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return snapshots;
    }

    @Override
    public @Nullable SnapshotInfo getLatestSnapshot() {
        return snapshots.getLatestSnapshot();
    }

    @Override
    public TransactionContext startTransaction(RaftClientRequest request) {
        return TransactionContext.newBuilder()
                .setStateMachine(this)
                .setClientRequest(request)
                .setStateMachineContext(request.getMessage())
                .build();
    }

    @Override
    public TransactionContext preAppendTransaction(TransactionContext transaction) {
        if (transaction.getStateMachineContext() instanceof Batch batch) {
            batch.appended();
        }
        return transaction;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        TermIndex at = TermIndex.valueOf(entry);
        List<Object> results;
        try {
            results =
                    seat.apply(at, Entries.read(entry.getStateMachineLogEntry().getLogData()));
        } catch (IOException | RuntimeException | Error fault) {
            events.machineFailed(at, fault);
            throw new IllegalStateException("the machine could not apply entry " + at, fault);
        }
        updateLastAppliedTermIndex(at);
        if (transaction.getStateMachineContext() instanceof Batch batch) {
            answer(batch, results);
        }
        events.applied(entry.getSerializedSize());
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    private static void answer(Batch batch, List<Object> results) {
        List<Proposal> proposals = batch.proposals();
        if (proposals.size() != results.size()) {
            batch.failed(new RaftException.NotLeader("leadership was lost while a large command was written"));
            return;
        }
        for (int i = 0; i < results.size(); i++) {
            proposals.get(i).applied(results.get(i));
        }
    }

    @Override
    public void notifyConfigurationChanged(long term, long index, RaftConfigurationProto configuration) {
        configuredTerm = term;
    }

    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        updateLastAppliedTermIndex(term, index);
        seat.pass(TermIndex.valueOf(term, index));
        events.applied(0);
    }

    /** Ratis calls this right after it told the configuration with which the term began, on the thread that applies. */
    @Override
    public void notifyLeaderReady() {
        seat.lead(configuredTerm);
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        seat.follow(term());
    }

    private long term() {
        try {
            return getServer().join().getDivision(getGroupId()).getInfo().getCurrentTerm();
        } catch (IOException closing) {
            return configuredTerm;
        }
    }

    /** Besides at its own end, Ratis calls this when a candidate is told that it was taken out. */
    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean ownEnd) {
        if (!ownEnd) {
            events.expelled();
        }
    }

    @Override
    public void notifyLogFailed(Throwable reason, @Nullable LogEntryProto entry) {
        events.logFailed(reason);
    }
}
