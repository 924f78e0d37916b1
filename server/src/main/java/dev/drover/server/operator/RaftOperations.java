package dev.drover.server.operator;

import dev.drover.model.api.OperatorHealthReply;
import dev.drover.model.api.RaftConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The group of servers and its state in the hands of an operator. All methods fail with a {@link dev.drover.server.ServerException} whose
 * text says what to do.
 */
public interface RaftOperations {
    /** The servers of the group, as configured last. Any server knows it. */
    RaftConfiguration configuration();

    /** How the servers are doing. To be called on the leader. */
    OperatorHealthReply health();

    /** Takes a server out of the group. To be called on the leader. */
    void removePeer(String id) throws InterruptedException;

    /** Hands leadership to a server; returns when it leads. To be called on the leader. */
    void transferLeadership(String id) throws InterruptedException;

    /**
     * Writes the state of this server as an archive that {@link #restoreSnapshot} takes.
     *
     * @return index of the last command in it
     */
    long saveSnapshot(OutputStream out) throws IOException, InterruptedException;

    /**
     * Replaces the state of all servers by that of an archive. To be called on the leader.
     *
     * @return index of the command that did it
     * @throws IOException when the archive cannot be read to its end
     */
    long restoreSnapshot(InputStream in) throws IOException, InterruptedException;
}
