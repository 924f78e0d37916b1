package dev.drover.driver;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

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
     * Finds a task again that an earlier process of the agent had started. It may have ended meanwhile; its exit is then told as
     * if it ended now. Files and environment of the launch are not prepared anew.
     *
     * @throws DriverException when it cannot be found or adopted
     */
    RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException, InterruptedException;

    /**
     * Ends and removes what an earlier process of the agent has started for this node and nobody knows any more. Called before
     * anything new is started.
     *
     * @param known tells of a {@link TaskLaunch#taskKey()} whether it was recovered
     */
    default void sweep(String nodeId, Predicate<String> known) throws DriverException, InterruptedException {}

    /** All tasks of an allocation have ended, and its network is about to go: removes what the driver has made for them together. */
    default void leave(String allocationId) {}

    @Override
    void close();
}
