package dev.drover.state;

import dev.drover.model.job.Job;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.job.ScalingPolicyBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The scaling blocks of jobs as records of their own, which is where autoscalers look for work. A policy lives from the first
 * version with its block to the stop of the job, and changes only when its block does. Its id follows from what it scales, since a
 * state machine cannot draw one.
 */
final class ScalingPolicies {
    private ScalingPolicies() {}

    static void follow(Draft draft, @Nullable Job before, Job after) {
        Map<String, ScalingPolicy> gone = before == null ? Map.of() : of(before);
        Map<String, ScalingPolicy> wanted = after.stop() ? Map.of() : of(after);
        for (String id : gone.keySet()) {
            if (!wanted.containsKey(id) && draft.tables.scalingPolicies.get(id) != null) {
                draft.tables.scalingPolicies = draft.tables.scalingPolicies.without(id, draft.edit);
                draft.touch(Table.SCALING_POLICIES);
            }
        }
        wanted.forEach((id, policy) -> put(draft, id, policy));
    }

    static void remove(Draft draft, Job job) {
        for (String id : of(job).keySet()) {
            draft.tables.scalingPolicies = draft.tables.scalingPolicies.without(id, draft.edit);
            draft.touch(Table.SCALING_POLICIES);
        }
    }

    private static void put(Draft draft, String id, ScalingPolicy policy) {
        ScalingPolicy before = draft.tables.scalingPolicies.get(id);
        ScalingPolicy unchanged = before == null
                ? null
                : ScalingPolicyBuilder.builder(policy)
                        .id(id)
                        .createIndex(before.createIndex())
                        .modifyIndex(before.modifyIndex())
                        .build();
        if (before == null || !before.equals(unchanged)) {
            ScalingPolicy next = ScalingPolicyBuilder.builder(policy)
                    .id(id)
                    .createIndex(before == null ? draft.index : before.createIndex())
                    .modifyIndex(draft.index)
                    .build();
            draft.tables.scalingPolicies = draft.tables.scalingPolicies.with(id, next, draft.edit);
            draft.touch(Table.SCALING_POLICIES);
        }
    }

    private static Map<String, ScalingPolicy> of(Job job) {
        Map<String, ScalingPolicy> policies = new LinkedHashMap<>();
        for (TaskGroup group : job.taskGroups()) {
            ScalingPolicy scaling = group.scaling();
            if (scaling != null) {
                add(policies, job, group.name(), "", scaling);
            }
            for (Task task : group.tasks()) {
                task.scalingPolicies().forEach(policy -> add(policies, job, group.name(), task.name(), policy));
            }
        }
        return policies;
    }

    private static void add(
            Map<String, ScalingPolicy> policies, Job job, String group, String task, ScalingPolicy policy) {
        // JSON keeps the parts apart, whatever is in them.
        byte[] name = Json.writeBytes(List.of(job.namespace(), job.id(), group, task, policy.type()));
        policies.put(UUID.nameUUIDFromBytes(name).toString(), policy);
    }
}
