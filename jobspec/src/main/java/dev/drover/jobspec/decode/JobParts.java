package dev.drover.jobspec.decode;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import java.util.ArrayList;
import java.util.List;

/** A job while it is decoded. */
final class JobParts {
    private final JobBuilder job = JobBuilder.builder();
    private final Inherited inherited = new Inherited();
    private final List<TaskGroup> groups = new ArrayList<>();

    JobBuilder job() {
        return job;
    }

    Inherited inherited() {
        return inherited;
    }

    void label(String label) {
        job.id(label).name(label);
    }

    void groups(List<TaskGroup> decoded) {
        groups.addAll(decoded);
    }

    void tasks(List<Task> decoded) {
        decoded.stream().map(GroupParts::around).forEach(groups::add);
    }

    Job build(Scope scope) {
        if (groups.isEmpty()) {
            scope.missing("Missing block", "A \"job\" block needs at least one \"group\" with a \"task\" inside.");
        }
        return job.taskGroups(groups.stream()
                        .map(group -> TaskGroupBuilder.builder(group)
                                .tasks(group.tasks().stream()
                                        .map(inherited::applyTo)
                                        .toList())
                                .build())
                        .toList())
                .build();
    }
}
