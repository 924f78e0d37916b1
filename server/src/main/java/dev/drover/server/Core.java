package dev.drover.server;

import dev.drover.server.log.Log;
import dev.drover.server.metric.Meters;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import dev.drover.state.command.Command;
import java.time.Clock;
import java.time.Instant;

/** What every part of a server needs: the state to read, the log to write, the time, and where to count what it does. */
public record Core(StateStore store, Log log, Clock clock, Meters meters) {
    /** Counts what nobody asks for. */
    public Core(StateStore store, Log log, Clock clock) {
        this(store, log, clock, new Meters());
    }

    public State state() {
        return store.snapshot();
    }

    public Instant now() {
        return clock.instant();
    }

    /** Refuses while an operator has closed the cluster to new work. */
    public void requireRegistrationAllowed() {
        if (state().schedulerConfiguration().rejectJobRegistration()) {
            throw new ServerException(
                    403, "job registration, dispatch, and scale are disabled by the scheduler configuration");
        }
    }

    /**
     * Has the command applied.
     *
     * @return its index
     */
    public long propose(Command command) {
        long start = meters.start();
        long index = log.propose(command);
        meters.count("nomad.raft.apply");
        meters.time("nomad.raft.commitTime", start);
        return index;
    }
}
