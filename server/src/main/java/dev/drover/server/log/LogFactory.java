package dev.drover.server.log;

import dev.drover.state.StateStore;

/** Opens the log of a server, which from then on drives the state and tells who leads. */
@FunctionalInterface
public interface LogFactory {
    /**
     * Opens the log.
     *
     * @param store is moved on by the log alone
     * @param applied is told of each command that was applied
     * @param leadership is told when this server begins and ceases to lead
     */
    Log open(StateStore store, Applied.Listener applied, LeadershipListener leadership);
}
