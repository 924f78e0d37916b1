package dev.drover.client.task;

import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import dev.drover.model.alloc.TaskEvent;
import java.util.List;
import java.util.Optional;

/** Makes everything that a task needs for a start, and says what is wrong with it before the driver is asked. */
record TaskPreparation(TaskSite site, AllocFolders folders, Optional<Driver> driver) {
    /** What came of it. */
    sealed interface Outcome {
        record Ready(Driver driver, TaskLaunch launch) implements Outcome {}

        record Refused(String reason, TaskEvent event) implements Outcome {}
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

    Outcome prepare(TaskSpec spec) {
        TaskEvents events = site.events();
        if (driver.isEmpty()) {
            String fault = "this node has no driver \"" + spec.task().driver() + "\"";
            return new Outcome.Refused(fault, events.setupFailure(fault));
        }
        try {
            TaskLaunch launch =
                    new LaunchBuilder(spec, site, folders, driver.get().fileIsolation()).prepare();
            List<String> faults = driver.get().validate(launch.config());
            if (!faults.isEmpty()) {
                String fault = String.join("; ", faults);
                return new Outcome.Refused(fault, events.invalid(fault));
            }
            return new Outcome.Ready(driver.get(), launch);
        } catch (SetupException fault) {
            String reason = String.valueOf(fault.getMessage());
            return new Outcome.Refused(reason, events.setupFailure(reason));
        }
    }
}
