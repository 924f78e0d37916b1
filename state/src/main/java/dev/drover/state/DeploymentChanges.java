package dev.drover.state;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentBuilder;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.wire.Defaults;
import dev.drover.state.command.DeploymentCommand;
import dev.drover.state.plan.DeploymentStatusUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what is placed and healthy in deployments, and moves them from status to status. */
final class DeploymentChanges {
    private DeploymentChanges() {}

    static void apply(Draft draft, DeploymentCommand command) {
        switch (command) {
            case DeploymentCommand.UpdateStatus change -> {
                updateStatus(draft, change.update(), change.time());
                change.revertTo().ifPresent(job -> JobChanges.register(draft, job));
                change.evaluation().ifPresent(evaluation -> JobChanges.evaluate(draft, evaluation));
            }
            case DeploymentCommand.Promote change -> {
                promote(draft, change);
                change.evaluation().ifPresent(evaluation -> JobChanges.evaluate(draft, evaluation));
            }
            case DeploymentCommand.SetHealth change -> {
                change.healthy().forEach(id -> setHealth(draft, id, true, change.time()));
                change.unhealthy().forEach(id -> setHealth(draft, id, false, change.time()));
                change.update().ifPresent(update -> updateStatus(draft, update, change.time()));
                change.revertTo().ifPresent(job -> JobChanges.register(draft, job));
                change.evaluation().ifPresent(evaluation -> JobChanges.evaluate(draft, evaluation));
            }
        }
    }

    /** A deployment that succeeds makes its version of the job stable. */
    static void updateStatus(Draft draft, DeploymentStatusUpdate update, Instant time) {
        Deployment before = draft.tables.deployments.get(update.deploymentId());
        if (before == null || !Statuses.active(before.status())) {
            return;
        }
        draft.putDeployment(DeploymentBuilder.builder(before)
                .status(update.status())
                .statusDescription(update.description())
                .modifyIndex(draft.index)
                .modifyTime(Times.nanos(time))
                .build());
        if (update.status() == DeploymentStatus.RUNNING) {
            draft.view()
                    .allocationsOfDeployment(before.id())
                    .forEach(allocation -> AllocationChanges.retryIfFailed(draft, allocation));
        }
        if (update.status() == DeploymentStatus.SUCCESSFUL) {
            JobChanges.setStable(draft, new JobId(before.namespace(), before.jobId()), before.jobVersion(), true);
        }
    }

    private static void promote(Draft draft, DeploymentCommand.Promote change) {
        Deployment before = draft.tables.deployments.get(change.deploymentId());
        if (before == null) {
            return;
        }
        Map<String, DeploymentState> groups = new LinkedHashMap<>(before.taskGroups());
        groups.replaceAll((name, group) -> {
            boolean chosen = change.groups().isEmpty() || change.groups().contains(name);
            if (!chosen || group.desiredCanaries() == 0) {
                return group;
            }
            group.placedCanaries().forEach(id -> endCanary(draft, id));
            return DeploymentStateBuilder.builder(group)
                    .promoted(true)
                    .requireProgressBy(change.time().plus(group.progressDeadline()))
                    .build();
        });
        draft.putDeployment(DeploymentBuilder.builder(before)
                .taskGroups(groups)
                .statusDescription("Deployment is running")
                .modifyIndex(draft.index)
                .modifyTime(Times.nanos(change.time()))
                .build());
    }

    /** After promotion a canary is an allocation like the others. */
    private static void endCanary(Draft draft, String id) {
        Allocation allocation = draft.tables.allocations.get(id);
        AllocDeploymentStatus status = allocation == null ? null : allocation.deploymentStatus();
        if (allocation != null && status != null && status.canary()) {
            draft.putAllocation(AllocationBuilder.builder(allocation)
                    .deploymentStatus(
                            new AllocDeploymentStatus(status.healthy(), status.timestamp(), false, draft.index))
                    .modifyIndex(draft.index)
                    .allocModifyIndex(draft.index)
                    .build());
            draft.touchWork(allocation.nodeId());
        }
    }

    private static void setHealth(Draft draft, String id, boolean healthy, Instant time) {
        Allocation before = draft.tables.allocations.get(id);
        if (before == null) {
            return;
        }
        boolean canary =
                before.deploymentStatus() != null && before.deploymentStatus().canary();
        Allocation after = AllocationBuilder.builder(before)
                .deploymentStatus(new AllocDeploymentStatus(healthy, time, canary, draft.index))
                .modifyIndex(draft.index)
                .modifyTime(Times.nanos(time))
                .build();
        draft.putAllocation(after);
        healthChanged(draft, before, after);
    }

    /** An allocation of the deployment was placed, or an existing one joined it by an update in place. */
    static void placed(Draft draft, @Nullable Allocation before, Allocation after, Instant time) {
        boolean joined = before == null || !before.deploymentId().equals(after.deploymentId());
        if (after.deploymentId().isEmpty() || !joined) {
            return;
        }
        draft.deploymentCounts().change(after, group -> {
            DeploymentStateBuilder next = DeploymentStateBuilder.builder(group).placedAllocs(group.placedAllocs() + 1);
            AllocDeploymentStatus status = after.deploymentStatus();
            if (status != null && status.canary() && !group.placedCanaries().contains(after.id())) {
                List<String> canaries = new ArrayList<>(group.placedCanaries());
                canaries.add(after.id());
                next.placedCanaries(canaries);
            }
            if (group.requireProgressBy().equals(Defaults.NO_TIME)) {
                next.requireProgressBy(time.plus(group.progressDeadline()));
            }
            return next.build();
        });
        healthChanged(draft, null, after);
    }

    static void healthChanged(Draft draft, @Nullable Allocation before, Allocation after) {
        Boolean was = before == null ? null : verdict(before);
        Boolean is = verdict(after);
        if (after.deploymentId().isEmpty() || is == null || is.equals(was)) {
            return;
        }
        draft.deploymentCounts().change(after, group -> {
            int healthy = group.healthyAllocs() + (is ? 1 : 0) - (Boolean.TRUE.equals(was) ? 1 : 0);
            int unhealthy = group.unhealthyAllocs() + (is ? 0 : 1) - (Boolean.FALSE.equals(was) ? 1 : 0);
            DeploymentStateBuilder next =
                    DeploymentStateBuilder.builder(group).healthyAllocs(healthy).unhealthyAllocs(unhealthy);
            if (is && after.deploymentStatus() != null) {
                Instant progress = after.deploymentStatus().timestamp().plus(group.progressDeadline());
                next.requireProgressBy(
                        progress.isAfter(group.requireProgressBy()) ? progress : group.requireProgressBy());
            }
            return next.build();
        });
    }

    private static @Nullable Boolean verdict(Allocation allocation) {
        AllocDeploymentStatus status = allocation.deploymentStatus();
        return status == null ? null : status.healthy();
    }
}
