package dev.drover.keeper.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that shares nothing with its parent: it has its own session, and its parent may end before it. */
public final class DetachedProcess {
    private final Pidfd pidfd;
    private boolean ended;

    private DetachedProcess(Pidfd pidfd) {
        this.pidfd = pidfd;
    }

    /**
     * Starts it.
     *
     * @param log a file for what it prints, emptied first
     */
    public static DetachedProcess start(List<String> command, Map<String, String> environment, Path directory, Path log)
            throws IOException {
        Spawn.Output output = Spawn.Output.fresh(log);
        long pid = Spawn.start(command, environment, directory, output, output);
        return new DetachedProcess(
                Pidfd.open(pid).orElseThrow(() -> new IOException(command.getFirst() + " ended at once")));
    }

    /** Asks the kernel. Once it was seen to have ended, it is gone from the process table. */
    public synchronized boolean hasEnded() {
        if (!ended && pidfd.collect().isPresent()) {
            ended = true;
            pidfd.close();
        }
        return ended;
    }
}
