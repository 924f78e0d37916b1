package dev.drover.raft;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What the log drives. Methods are called by one thread after the other, in the order of the log, the same on every server. */
public interface Machine {
    /** Applies the next command; what it returns goes to the proposer, if that is here. Throwing stops this server's log for good. */
    Object apply(byte[] command);

    /** This server leads from now on and has applied everything before. May not block or propose on this thread. */
    void leading(long term);

    /** This server does not lead any more. May not block. */
    void following();

    /** The present state, to be written later on another thread while commands go on being applied. */
    Snapshot snapshot();

    /** Replaces the state by one that {@link Snapshot#write} wrote, perhaps on another server. */
    void restore(InputStream in) throws IOException;

    /** The log cannot go on on this server (damaged beyond repair, a command it does not know). The process should end with this text. */
    void failed(String reason);

    /** A state that does not change any more. */
    interface Snapshot {
        void write(OutputStream out) throws IOException;
    }
}
