package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import java.util.List;

/**
 * An action of a job and the task that has it.
 *
 * @param command program to run, found in the task
 */
public record JobAction(
        @Wire("Name") String name,
        @Wire("Command") String command,
        @Wire("Args") List<String> args,
        @Wire("TaskName") String taskName,
        @Wire("TaskGroupName") String taskGroupName) {
    public JobAction {
        name = Defaults.text(name);
        command = Defaults.text(command);
        args = Defaults.list(args);
        taskName = Defaults.text(taskName);
        taskGroupName = Defaults.text(taskGroupName);
    }
}
