package dev.drover.server.log;

import dev.drover.state.command.Command;

/** Where commands become history. Behind it may be a single process or a group of servers that agree. */
public interface Log extends AutoCloseable {
    /**
     * Has the command applied and returns when the state shows it.
     *
     * @return index of the command
     * @throws dev.drover.server.ServerException with status 409 when the state does not meet the condition of the command
     * @throws dev.drover.server.ServerException with status 500 when the log was closed before
     */
    long propose(Command command);

    @Override
    void close();
}
