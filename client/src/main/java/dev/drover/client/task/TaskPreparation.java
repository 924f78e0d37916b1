package dev.drover.client.task;

import dev.drover.artifact.ArtifactException;
import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import dev.drover.model.alloc.TaskEvent;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes everything that a task needs for a start, and says what is wrong with it before the driver is asked. */
record TaskPreparation(TaskSite site, AllocFolders folders, Optional<Driver> driver) {
    private static final System.Logger LOGGER = System.getLogger(TaskPreparation.class.getName());

    /** What came of it. */
    sealed interface Outcome {
        record Ready(Driver driver, TaskLaunch launch, TaskTemplates templates, TaskIdentities identities)
                implements Outcome {}

        record Refused(String reason, TaskEvent event) implements Outcome {}

        /** It may come right when it is tried again, which the restart policy decides. */
        record Failed(boolean recoverable, TaskEvent event) implements Outcome {}
    }

    /**
     * Finds a task again that an earlier process of the agent has started.
     *
     * @throws DriverException when its driver is not here any more or does not find it
     */
    RunningTask recover(TaskSpec spec, String handle) throws DriverException, InterruptedException {
        Driver known = driver.orElseThrow(() ->
                new DriverException("this node has no driver \"" + spec.task().driver() + "\" any more"));
        return known.recover(new LaunchBuilder(spec, site, folders, known.fileIsolation()).describe(), handle);
    }

    /** The templates of a task that was found again. */
    Optional<TaskTemplates> templates(TaskSpec spec) {
        try {
            return driver.isEmpty() || spec.task().templates().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new LaunchBuilder(spec, site, folders, driver.get().fileIsolation()).templates());
        } catch (SetupException fault) {
            LOGGER.log(
                    Level.WARNING,
                    "templates of task {0} are not watched: {1}",
                    spec.task().name(),
                    fault.getMessage());
            return Optional.empty();
        }
    }

    /** The identities of a task that was found again. */
    TaskIdentities identities(TaskSpec spec) {
        FileIsolation isolation = driver.map(Driver::fileIsolation).orElse(FileIsolation.NONE);
        return new LaunchBuilder(spec, site, folders, isolation).identities();
    }

    Outcome prepare(TaskSpec spec, Consumer<TaskEvent> tell) throws InterruptedException {
        TaskEvents events = site.events();
        if (driver.isEmpty()) {
            String fault = "this node has no driver \"" + spec.task().driver() + "\"";
            return new Outcome.Refused(fault, events.setupFailure(fault));
        }
        try {
            LaunchBuilder.Prepared prepared =
                    new LaunchBuilder(spec, site, folders, driver.get().fileIsolation()).prepare(tell);
            TaskLaunch launch = prepared.launch();
            List<String> faults = driver.get().validate(launch.config());
            if (!faults.isEmpty()) {
                String fault = String.join("; ", faults);
                return new Outcome.Refused(fault, events.invalid(fault));
            }
            return new Outcome.Ready(driver.get(), launch, prepared.templates(), prepared.identities());
        } catch (ArtifactException fault) {
            return new Outcome.Failed(fault.recoverable(), events.artifactFailure(String.valueOf(fault.getMessage())));
        } catch (IdentityException fault) {
            return new Outcome.Failed(fault.recoverable(), events.setupFailure(String.valueOf(fault.getMessage())));
        } catch (SetupException fault) {
            String reason = String.valueOf(fault.getMessage());
            return new Outcome.Refused(reason, events.setupFailure(reason));
        }
    }
}
