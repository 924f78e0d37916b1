package dev.drover.jobspec.decode;

import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import java.util.List;

/** A group while it is decoded, with what is written at its level but belongs to its tasks. */
final class GroupParts {
    private final TaskGroupBuilder group = TaskGroupBuilder.builder();
    private final Inherited inherited = new Inherited();
    private List<Task> tasks = List.of();
    private List<NetworkResource> networks = List.of();

    /** The group that a task written directly in a job stands for. */
    static TaskGroup around(Task task) {
        GroupParts parts = new GroupParts();
        parts.group.name(task.name()).count(1);
        parts.tasks(List.of(task));
        return parts.build();
    }

    TaskGroupBuilder group() {
        return group;
    }

    Inherited inherited() {
        return inherited;
    }

    void tasks(List<Task> decoded) {
        tasks = decoded;
    }

    void networks(List<NetworkResource> decoded) {
        networks = decoded;
    }

    TaskGroup build() {
        return group.networks(TaskNetworks.merged(networks, tasks))
                .tasks(tasks.stream()
                        .map(TaskNetworks::without)
                        .map(inherited::applyTo)
                        .toList())
                .build();
    }
}
