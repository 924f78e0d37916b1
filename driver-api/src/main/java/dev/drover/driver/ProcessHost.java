package dev.drover.driver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Owns operating-system processes on behalf of drivers: starts them in a session of their own, pumps their output into log
 * files, and waits for them. Drivers that run host programs use it and nothing else, so that who owns the processes can change without them.
 */
public interface ProcessHost {
    /**
     * What to start.
     *
     * @param command program and arguments; the program is a path or found on the PATH of {@code environment}
     * @param user name of the user to run as, or empty for the agent's own
     */
    record ProcessSpec(
            String key,
            List<String> command,
            Map<String, String> environment,
            Path workingDirectory,
            String user,
            LogTarget stdout,
            LogTarget stderr) {}

    /** A started process and all that it starts in turn. */
    interface HostedProcess {
        long pid();

        TaskExit await() throws InterruptedException;

        boolean isRunning();

        /** Signals the whole process group. */
        void signal(String signal) throws DriverException;

        /** Signals, waits, then kills every process of the session. */
        void stop(Duration timeout, String signal) throws InterruptedException;

        Optional<TaskUsage> usage();
    }

    HostedProcess start(ProcessSpec spec) throws DriverException;

    /** The process started under this key, when it is still known. */
    Optional<HostedProcess> find(String key);
}
