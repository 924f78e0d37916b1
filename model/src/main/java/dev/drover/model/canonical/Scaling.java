package dev.drover.model.canonical;

import dev.drover.model.job.Job;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.job.ScalingPolicyBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import java.util.LinkedHashMap;
import java.util.Map;

/** Scaling policies, each pointing at what it scales. */
final class Scaling {
    private Scaling() {}

    static ScalingPolicy ofGroup(ScalingPolicy policy, int count, TaskGroup group, Job job) {
        return ScalingPolicyBuilder.builder(policy)
                .min(Fill.value(policy.min(), (long) count))
                .enabled(Fill.value(policy.enabled(), true))
                .type(Fill.text(policy.type(), "horizontal"))
                .namespace("")
                .target(target(job, group))
                .build();
    }

    static ScalingPolicy ofTask(ScalingPolicy policy, Task task, TaskGroup group, Job job) {
        Map<String, String> target = target(job, group);
        target.put("Task", task.name());
        String type = switch (policy.type()) {
            case "cpu" -> "vertical_cpu";
            case "mem" -> "vertical_mem";
            default -> policy.type();
        };
        return ScalingPolicyBuilder.builder(policy)
                .min(Fill.value(policy.min(), 0L))
                .enabled(Fill.value(policy.enabled(), true))
                .type(type)
                .namespace("")
                .target(target)
                .build();
    }

    private static Map<String, String> target(Job job, TaskGroup group) {
        Map<String, String> target = new LinkedHashMap<>();
        target.put("Namespace", job.namespace());
        target.put("Job", job.id());
        target.put("Group", group.name());
        return target;
    }
}
