package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;

/** An action of a job and the task that has it. */
public record JobAction(
        @Wire("Name") String name,
        @Wire("TaskName") String taskName,
        @Wire("TaskGroupName") String taskGroupName) {
    public JobAction {
        name = Defaults.text(name);
        taskName = Defaults.text(taskName);
        taskGroupName = Defaults.text(taskGroupName);
    }
}
