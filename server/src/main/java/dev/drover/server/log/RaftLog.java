package dev.drover.server.log;

import dev.drover.raft.Machine;
import dev.drover.raft.RaftException;
import dev.drover.raft.ReplicatedLog;
import dev.drover.server.ServerException;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.StateStore;
import dev.drover.state.codec.CommandCodec;
import dev.drover.state.command.Command;
import dev.drover.state.command.SnapshotCommand;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of a server among others. The group agrees on bytes; here they become commands, are applied to the state of this
 * server one after the other, and their outcome goes back to whoever proposed them. The index of the state counts commands, which
 * is the same on every server, and is not the place in the group's log, where one entry holds all commands that waited together.
 */
public final class RaftLog implements Log {
    /** Takes a command to the leader, which is another server, and answers its index. */
    @FunctionalInterface
    public interface Forwarding {
        long propose(byte[] command) throws InterruptedException;
    }

    private final StateStore store;
    private final Applied.Listener applied;
    private final LeadershipListener leadership;
    private final Forwarding forwarding;
    private final Consumer<String> failed;
    private volatile @Nullable ReplicatedLog group;

    /**
     * A log that is in no group yet.
     *
     * @param failed is told why this server cannot go on
     */
    public RaftLog(
            StateStore store,
            Applied.Listener applied,
            LeadershipListener leadership,
            Forwarding forwarding,
            Consumer<String> failed) {
        this.store = store;
        this.applied = applied;
        this.leadership = leadership;
        this.forwarding = forwarding;
        this.failed = failed;
    }

    /** What the group's log drives. */
    public Machine machine() {
        return new AppliedToState();
    }

    /** From now on the log works through this group. */
    public void join(ReplicatedLog formed) {
        group = formed;
    }

    /** The group, once there is one. */
    public Optional<ReplicatedLog> group() {
        return Optional.ofNullable(group);
    }

    @Override
    public long propose(Command command) {
        byte[] bytes = CommandCodec.encode(command);
        try {
            ReplicatedLog current = group;
            return current != null && current.status().leading() ? proposeHere(bytes) : forwarding.propose(bytes);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw ServerException.failed("interrupted while a change was waiting for the log");
        }
    }

    /** A term lasts much longer than it takes from here to the log of this server, so looking at it first is enough. */
    @Override
    public long proposeAsLeader(Command command, long term) {
        ReplicatedLog current = group;
        if (current == null || !current.status().leading() || current.status().term() != term) {
            throw ServerException.notLeader();
        }
        try {
            return outcome(current.propose(CommandCodec.encode(command)));
        } catch (RaftException.NotLeader lost) {
            throw ServerException.notLeader();
        } catch (RaftException failure) {
            throw ServerException.failed(failure.text());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw ServerException.failed("interrupted while a change was waiting for the log");
        }
    }

    private static long outcome(Object applied) {
        return switch ((Outcome) applied) {
            case Outcome.Done(long index) -> index;
            case Outcome.Refused(String reason) -> throw ServerException.conflict(reason);
        };
    }

    /**
     * Has an encoded command applied if this server leads.
     *
     * @return index of the command
     * @throws ServerException as {@link #propose}, and with status 500 when this server does not lead
     */
    public long proposeHere(byte[] command) throws InterruptedException {
        ReplicatedLog current = group;
        if (current == null) {
            throw ServerException.noLeader();
        }
        try {
            return outcome(current.propose(command));
        } catch (RaftException.NotLeader lost) {
            throw ServerException.notLeader();
        } catch (RaftException failure) {
            throw ServerException.failed(failure.text());
        }
    }

    @Override
    public void awaitFresh(Duration maxWait) throws InterruptedException {
        ReplicatedLog current = group;
        if (current == null) {
            throw ServerException.noLeader();
        }
        try {
            current.awaitFresh(maxWait);
        } catch (RaftException failure) {
            throw ServerException.noLeader();
        }
    }

    @Override
    public void close() {
        ReplicatedLog current = group;
        if (current != null) {
            current.close();
        }
    }

    private sealed interface Outcome {
        record Done(long index) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }

    private final class AppliedToState implements Machine {
        @Override
        public Object apply(byte[] bytes) {
            Command command = CommandCodec.decode(bytes);
            State before = store.snapshot();
            long index = before.index() + 1;
            Optional<String> refusal = StateMachine.refusal(before, command);
            State after = store.apply(index, command);
            applied.applied(new Applied(before, after, command));
            if (command instanceof SnapshotCommand.Install && refusal.isEmpty()) {
                applied.restored(after);
            }
            return refusal.<Outcome>map(Outcome.Refused::new).orElseGet(() -> new Outcome.Done(after.index()));
        }

        @Override
        public void leading(long term) {
            leadership.leading(term);
        }

        @Override
        public void following() {
            leadership.following();
        }

        @Override
        public Snapshot snapshot() {
            State state = store.snapshot();
            return out -> StateSnapshots.write(state, out);
        }

        @Override
        public void restore(InputStream in) throws IOException {
            State state = StateSnapshots.read(in);
            store.restore(state);
            applied.restored(state);
        }

        @Override
        public void failed(String reason) {
            failed.accept(reason);
        }
    }
}
