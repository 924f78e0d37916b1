package dev.drover.driver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Owns operating-system processes on behalf of drivers: starts them in a session of their own, pumps their output into log
 * files, and waits for them. Drivers that run host programs use it and nothing else, so that who owns the processes can change without them.
 */
public interface ProcessHost extends AutoCloseable {
    /**
     * What to start.
     *
     * @param command program and arguments; the program is a path or found on the PATH of {@code environment}
     * @param user name of the user to run as, or empty for the agent's own
     * @param launcher when the command is not the process itself but starts it and ends
     */
    record ProcessSpec(
            String key,
            List<String> command,
            Map<String, String> environment,
            Path workingDirectory,
            String user,
            LogTarget stdout,
            LogTarget stderr,
            ProcessGroup group,
            Optional<Launcher> launcher) {
        /** The process itself, in a group of its own without limits. */
        public ProcessSpec(
                String key,
                List<String> command,
                Map<String, String> environment,
                Path workingDirectory,
                String user,
                LogTarget stdout,
                LogTarget stderr) {
            this(
                    key,
                    command,
                    environment,
                    workingDirectory,
                    user,
                    stdout,
                    stderr,
                    ProcessGroup.TRACKED,
                    Optional.empty());
        }
    }

    /**
     * A command that leaves the actual process behind, such as a container runtime. The process becomes a child of the host of
     * processes, so its exit is known exactly.
     *
     * @param pidFile where the command writes the number of the process
     * @param log where it writes why it failed
     */
    record Launcher(Path pidFile, Path log) {}

    /**
     * A command beside a process that runs.
     *
     * @param key of the process
     * @param enters whether the command begins in the process's group, in which it ends with everything that it started
     * @param folder of a command that only starts the actual one: it writes the number of that process, which leads a session of its
     *     own, into {@code pid} there; deleted afterwards with all that is in it
     */
    record SessionSpec(
            String key,
            List<String> command,
            Map<String, String> environment,
            Path workingDirectory,
            String user,
            boolean terminal,
            boolean enters,
            Optional<Path> folder) {}

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

        /** Has told in words what the exit cannot say, such as that some output may be lost. */
        void listen(Consumer<String> notices);

        /** Forgets the process and its exit, which is kept until then. Ends it if it still runs. */
        void release();
    }

    /** Starts a process. One that was started under the same key before is ended and released first. */
    HostedProcess start(ProcessSpec spec) throws DriverException, InterruptedException;

    /**
     * The process started last under this key, until it is released. It may have ended.
     *
     * @throws DriverException when nobody can be asked now
     */
    Optional<HostedProcess> find(String key) throws DriverException;

    /**
     * The keys of all processes that are not released.
     *
     * @throws DriverException when nobody can be asked now
     */
    Set<String> keys() throws DriverException;

    /**
     * Where the control group of a process of this key is, from the top of each hierarchy; empty where the host has no groups that
     * can be made.
     */
    default Optional<String> groupPath(String key) {
        return Optional.empty();
    }

    /** The control group above those of all processes; empty where the host has no groups that can be made. */
    default Optional<String> parentGroup() {
        return Optional.empty();
    }

    /** Runs a command beside a process. */
    default ExecSession open(SessionSpec spec) throws DriverException, InterruptedException {
        throw new DriverException("commands beside processes cannot be run here");
    }

    /** Lets go of the processes. Those that outlive the agent run on, and the agent's next process finds them. */
    @Override
    default void close() {}
}
