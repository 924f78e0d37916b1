package dev.drover.sim;

import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How allocations of one group act.
 *
 * @param tasks their names
 * @param endsAfter after its start; empty when it runs until it is stopped
 * @param fails how it ends
 */
record Behaviour(List<String> tasks, Optional<Duration> endsAfter, boolean fails) {
    /** As the group's tasks say in their config, as a mock driver understands it; else as the options say. */
    static Behaviour of(Job job, String groupName, SimOptions options) {
        List<Task> tasks = job.taskGroups().stream()
                .filter(group -> group.name().equals(groupName))
                .findFirst()
                .map(TaskGroup::tasks)
                .orElse(List.of());
        List<String> names = tasks.stream().map(Task::name).toList();
        Optional<Duration> longest = Optional.empty();
        boolean fails = false;
        boolean forever = false;
        for (Task task : tasks) {
            Duration runFor = duration(task.config().get("run_for"));
            if (runFor == null) {
                forever = true;
                continue;
            }
            longest = Optional.of(
                    longest.filter(other -> other.compareTo(runFor) > 0).orElse(runFor));
            fails |= fails(task.config().get("exit_code"));
        }
        if (longest.isPresent() && (fails || !forever)) {
            return new Behaviour(names, longest, fails);
        }
        return switch (options.outcome()) {
            case RUNNING -> new Behaviour(names, Optional.empty(), false);
            case FAILED -> new Behaviour(names, Optional.of(options.runFor()), true);
            case COMPLETE -> new Behaviour(names, Optional.of(options.runFor()), false);
        };
    }

    private static boolean fails(@Nullable Object exitCode) {
        return exitCode != null && !exitCode.toString().matches("0(\\.0*)?");
    }

    private static @Nullable Duration duration(@Nullable Object text) {
        try {
            return text == null ? null : Durations.parse(text.toString());
        } catch (IllegalArgumentException noDuration) {
            return null;
        }
    }
}
