package dev.drover.client.alloc;

import dev.drover.client.task.TaskRunner;
import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * The end of a restart of the agent: when every task was found again or given up, the drivers are told to end what nobody knows any
 * more. That is what an agent has left that was killed in the midst of a start or whose local store was lost.
 */
record Recovery(String nodeId, Collection<Driver> drivers, Function<String, Optional<AllocRunner>> runners) {
    private static final System.Logger LOGGER = System.getLogger(Recovery.class.getName());

    /** A driver whose engine does not answer must not hold up the others; its tasks are not swept then. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    void finish(Collection<AllocRunner> restored) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        for (AllocRunner runner : restored) {
            for (TaskRunner task : runner.tasks().values()) {
                Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                if (!task.awaitSettled(left)) {
                    LOGGER.log(
                            Level.WARNING,
                            "task {0} was not found again yet",
                            task.spec().task().name());
                }
            }
        }
        for (Driver driver : drivers) {
            try {
                driver.sweep(nodeId, this::isKnown);
            } catch (DriverException fault) {
                LOGGER.log(Level.WARNING, "leftovers of {0} cannot be ended: {1}", driver.name(), fault.getMessage());
            }
        }
    }

    private boolean isKnown(String taskKey) {
        int slash = taskKey.indexOf('/');
        return slash > 0
                && runners.apply(taskKey.substring(0, slash))
                        .map(runner -> runner.tasks().get(taskKey.substring(slash + 1)))
                        .filter(TaskRunner::mayBeAdopted)
                        .isPresent();
    }
}
