package dev.drover.driver;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A task that was started. It stays valid after the task's end, until {@link #destroy()}. */
public interface RunningTask {
    /** Waits for the end of the task; returns at once, with the same answer, when it has ended already. */
    TaskExit await() throws InterruptedException;

    boolean isRunning();

    /**
     * Asks the task to end and forces it when it has not within the time.
     *
     * @param signal name such as {@code SIGINT}, or empty for the driver's default
     */
    void stop(Duration timeout, String signal) throws InterruptedException;

    /** Sends a signal by its name. */
    void signal(String signal) throws DriverException;

    /** What the task uses now. Empty when it has ended or the driver cannot tell. */
    Optional<TaskUsage> usage();

    /** What {@link Driver#recover} needs to find the task again. */
    String recoveryState();

    /** Attributes for the task's events and services, such as the address inside a container network. */
    Map<String, String> attributes();

    /** Has told in words, for the task's events, what its exit cannot say. */
    default void listen(Consumer<String> notices) {}

    /**
     * Runs a command inside the task.
     *
     * @throws DriverException when the driver cannot, the task has ended, or the program is not found
     */
    default ExecSession exec(ExecSession.Request request) throws DriverException, InterruptedException {
        throw new DriverException("tasks of this driver take no further commands");
    }

    /** Removes what the task left behind (containers, control groups). Ends the task if it still runs. */
    void destroy();
}
