package dev.drover.model.canonical;

import dev.drover.model.job.Job;
import dev.drover.model.job.RestartPolicy;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** A group with everything that it leaves to the job, the type of the job or the house. */
final class GroupDefaults {
    private GroupDefaults() {}

    static TaskGroup fill(TaskGroup written, Job job) {
        TaskGroup group = Networks.moveFromTasks(written);
        ScalingPolicy scaling = group.scaling();
        int count = count(group);
        RestartPolicy restart = Policies.restart(group.restartPolicy(), job.type());
        TaskGroup filled = TaskGroupBuilder.builder(group)
                .count(count)
                .constraints(Placement.constraints(group.constraints()))
                .affinities(Placement.affinities(group.affinities()))
                .spreads(Placement.spreads(group.spreads()))
                .restartPolicy(restart)
                .reschedulePolicy(Policies.reschedule(group.reschedulePolicy(), job.reschedule(), job.type()))
                .migrate(Policies.migrate(group.migrate(), job.migrate(), job.type()))
                .update(Updates.ofGroup(group.update(), job))
                .disconnect(Policies.disconnect(group.disconnect()))
                .ephemeralDisk(Policies.disk(group.ephemeralDisk()))
                .networks(Networks.fill(group.networks()))
                .volumes(volumes(group.volumes()))
                .scaling(scaling == null ? null : Scaling.ofGroup(scaling, count, group, job))
                .consul(Secrets.consul(group.consul()))
                .build();
        return TaskGroupBuilder.builder(filled)
                .services(filled.services().stream()
                        .map(service -> Services.fill(service, job, filled, "group"))
                        .toList())
                .tasks(filled.tasks().stream()
                        .map(task -> TaskDefaults.fill(task, filled, job, restart))
                        .toList())
                .build();
    }

    /** As many as scaling starts with, else one. */
    private static int count(TaskGroup group) {
        ScalingPolicy scaling = group.scaling();
        Long lowest = scaling == null ? null : scaling.min();
        int otherwise = lowest == null ? 1 : Math.clamp(lowest, 0, Integer.MAX_VALUE);
        return Fill.value(group.count(), otherwise);
    }

    private static Map<String, VolumeRequest> volumes(Map<String, VolumeRequest> volumes) {
        Map<String, VolumeRequest> filled = new LinkedHashMap<>();
        volumes.forEach((name, volume) -> filled.put(
                name,
                VolumeRequestBuilder.builder(volume)
                        .name(Fill.text(volume.name(), name))
                        .build()));
        return filled;
    }
}
