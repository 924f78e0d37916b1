package dev.drover.server.log;

import dev.drover.state.command.Command;
import java.time.Duration;

/** Where commands become history. Behind it may be a single process or a group of servers that agree. */
public interface Log extends AutoCloseable {
    /**
     * Has the command applied and returns when the state shows it. On a server that does not lead, the leader is asked to.
     *
     * @return index of the command
     * @throws dev.drover.server.ServerException with status 409 when the state does not meet the condition of the command
     * @throws dev.drover.server.ServerException with status 500 when the log was closed before, or there is no leader
     */
    long propose(Command command);

    /**
     * As {@link #propose}, for what a leader decides: the command is applied only if this server leads in the given term, and is never
     * passed on to another. So a decision made in one term cannot become history in a later one.
     *
     * @throws dev.drover.server.ServerException with status 500 when this server does not lead in that term
     */
    long proposeAsLeader(Command command, long term);

    /**
     * Returns when the state of this server shows all that was acknowledged anywhere before the call.
     *
     * @throws dev.drover.server.ServerException with status 500 when no leader confirms it in time
     */
    void awaitFresh(Duration maxWait) throws InterruptedException;

    @Override
    void close();
}
