package dev.drover.keeper.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that shares nothing with its parent: it has its own session, and its parent may end before it. */
public final class DetachedProcess {
    private static final long STACK_BYTES = 128 * 1024;

    private final Thread end;

    private DetachedProcess(Pidfd pidfd) {
        this.end = Thread.ofPlatform()
                .daemon()
                .stackSize(STACK_BYTES)
                .name("detached-end")
                .start(() -> collect(pidfd));
    }

    /** Whoever does not wait for a child keeps it in the process table for as long as the parent lives. */
    private static void collect(Pidfd pidfd) {
        try (pidfd) {
            pidfd.awaitCollected();
        }
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

    /** True when it has ended and is gone from the process table. */
    public boolean hasEnded() {
        return !end.isAlive();
    }
}
