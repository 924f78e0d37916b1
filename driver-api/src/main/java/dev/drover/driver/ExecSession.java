package dev.drover.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * A command that runs inside a task beside its main process, for as long as somebody watches. It does not outlive the agent.
 * Its streams are used by one thread each.
 */
public interface ExecSession extends AutoCloseable {
    /**
     * What to run.
     *
     * @param command program and arguments, as the task would find them
     * @param terminal whether the command gets a terminal of its own, on which its two outputs are one
     */
    record Request(List<String> command, boolean terminal) {
        public Request {
            command = List.copyOf(command);
        }
    }

    /** What the command reads. Closing it is the end of its input. */
    OutputStream input();

    InputStream output();

    /** Empty when there is a terminal. */
    InputStream errors();

    /** Tells the terminal its size in characters; nothing happens without a terminal. */
    void resize(int rows, int columns) throws IOException;

    /** Waits for the end of the command. */
    TaskExit await() throws InterruptedException;

    /** Ends the command when it still runs, with all that it has started. */
    @Override
    void close();
}
