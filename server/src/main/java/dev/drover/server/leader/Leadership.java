package dev.drover.server.leader;

import dev.drover.server.ServerException;
import dev.drover.server.log.Applied;
import dev.drover.server.log.LeadershipListener;
import dev.drover.state.State;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Holds what a leader runs while this server leads. The services of a term are built on whatever thread the log tells of it,
 * while commands may go on being applied on another; the lock here makes sure that each of them is either part of the state
 * that the services start from or told to them.
 */
public final class Leadership implements LeadershipListener, Applied.Listener {
    private Optional<LongFunction<LeaderServices>> start = Optional.empty();
    private OptionalLong term = OptionalLong.empty();
    private volatile Optional<LeaderServices> current = Optional.empty();

    /**
     * From now on services are started when this server leads, at once when it leads already.
     *
     * @param starter builds the services for a term from the newest state, quickly
     */
    public synchronized void begin(LongFunction<LeaderServices> starter) {
        start = Optional.of(starter);
        term.ifPresent(this::leading);
    }

    @Override
    public synchronized void leading(long newTerm) {
        following();
        term = OptionalLong.of(newTerm);
        current = start.map(starter -> starter.apply(newTerm));
    }

    @Override
    public synchronized void following() {
        term = OptionalLong.empty();
        Optional<LeaderServices> ended = current;
        current = Optional.empty();
        ended.ifPresent(LeaderServices::close);
    }

    @Override
    public synchronized void applied(Applied applied) {
        current.ifPresent(services -> services.applied(applied));
    }

    /** What the services know is of another state; they begin anew with this one. */
    @Override
    public synchronized void restored(State state) {
        term.ifPresent(this::leading);
    }

    /** The services of the present term; empty when this server does not lead. */
    public Optional<LeaderServices> services() {
        return current;
    }

    /**
     * The services of the present term.
     *
     * @throws ServerException with status 500 when this server does not lead
     */
    public LeaderServices required() {
        return current.orElseThrow(ServerException::notLeader);
    }
}
