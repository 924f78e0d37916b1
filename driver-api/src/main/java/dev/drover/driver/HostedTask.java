package dev.drover.driver;

import dev.drover.driver.ProcessHost.HostedProcess;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A task that is one process of a {@link ProcessHost}. Drivers replace what their tasks do otherwise. */
public interface HostedTask extends RunningTask {
    HostedProcess process();

    /** Under which the host knows the process. */
    String key();

    @Override
    default TaskExit await() throws InterruptedException {
        return process().await();
    }

    @Override
    default boolean isRunning() {
        return process().isRunning();
    }

    @Override
    default void stop(Duration timeout, String signal) throws InterruptedException {
        process().stop(timeout, signal);
    }

    @Override
    default void signal(String signal) throws DriverException {
        process().signal(signal);
    }

    @Override
    default Optional<TaskUsage> usage() {
        return process().usage();
    }

    @Override
    default String recoveryState() {
        return key();
    }

    @Override
    default Map<String, String> attributes() {
        return Map.of();
    }

    @Override
    default void listen(Consumer<String> notices) {
        process().listen(notices);
    }

    @Override
    default void destroy() {
        process().release();
    }
}
