package dev.drover.model.job;

import java.util.List;

/** Compares what users wrote, leaving aside what servers keep in the same record. */
public final class JobSpecs {
    private JobSpecs() {}

    /** True when two canonical jobs differ in something a user can write, so that registering makes a new version. */
    public static boolean specChanged(Job before, Job after) {
        return !spec(before).equals(spec(after));
    }

    /** The job without status, version, indexes and times. */
    static Job spec(Job job) {
        return JobBuilder.builder(job)
                .status("")
                .statusDescription("")
                .stable(false)
                .version(0)
                .submitTime(0)
                .createIndex(0)
                .modifyIndex(0)
                .jobModifyIndex(0)
                .versionTag(null)
                .nomadTokenId("")
                .taskGroups(job.taskGroups().stream().map(JobSpecs::spec).toList())
                .build();
    }

    private static TaskGroup spec(TaskGroup group) {
        ScalingPolicy scaling = group.scaling();
        return TaskGroupBuilder.builder(group)
                .scaling(scaling == null ? null : spec(scaling))
                .tasks(group.tasks().stream().map(JobSpecs::spec).toList())
                .build();
    }

    private static Task spec(Task task) {
        List<ScalingPolicy> policies =
                task.scalingPolicies().stream().map(JobSpecs::spec).toList();
        return TaskBuilder.builder(task).scalingPolicies(policies).build();
    }

    private static ScalingPolicy spec(ScalingPolicy policy) {
        return ScalingPolicyBuilder.builder(policy)
                .id("")
                .createIndex(0)
                .modifyIndex(0)
                .build();
    }
}
