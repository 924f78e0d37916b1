package dev.drover.driver;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs the tasks of one kind. The node agent fingerprints a driver periodically, starts tasks through it, and after a restart
 * hands back what {@link RunningTask#recoveryState()} gave, so that tasks outlive the agent.
 *
 * <p>All methods may block; they are called on virtual threads, several at once.
 */
public interface Driver extends AutoCloseable {
    /** The word that job files use, such as {@code raw_exec}. */
    String name();

    /** What files tasks of this driver see. */
    default FileIsolation fileIsolation() {
        return FileIsolation.NONE;
    }

    /** Looks whether the driver works here. Cheap enough for every 30 seconds; never throws. */
    Fingerprint fingerprint();

    /** Faults of a task's configuration, found without starting it. An empty list means that it can be started. */
    List<String> validate(Map<String, Object> config);

    /**
     * Starts a task and returns once it runs.
     *
     * @param progress told about slow steps, such as the pull of an image, in words for the task's events
     * @throws DriverException when it could not be started; the exception says whether another try may help
     */
    RunningTask start(TaskLaunch launch, Consumer<String> progress) throws DriverException, InterruptedException;

    /**
     * Finds a task again that an earlier process of the agent had started.
     *
     * @throws DriverException when it cannot be found or adopted
     */
    RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException;

    @Override
    void close();
}
