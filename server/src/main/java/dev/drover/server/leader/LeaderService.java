package dev.drover.server.leader;

import dev.drover.server.log.Applied;

/**
 * Something that only the leader does. It is built from the state when leadership begins, follows the log from there on, and is
 * closed when leadership ends; nothing of it outlives a term.
 */
public interface LeaderService extends AutoCloseable {
    /** A command was applied; on the thread that applies, so it has to be quick and may not propose. */
    default void applied(Applied applied) {}

    /** Ends without waiting for anything; may be called on the thread that applies. */
    @Override
    void close();
}
