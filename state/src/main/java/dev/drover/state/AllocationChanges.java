package dev.drover.state;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.AllocDeploymentStatusBuilder;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.state.command.AllocationCommand;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes in what nodes report of allocations, and wishes for single ones. */
final class AllocationChanges {
    private static final DesiredTransition RESCHEDULE = new DesiredTransition(null, true, null, null, null);

    private AllocationChanges() {}

    static void apply(Draft draft, AllocationCommand command) {
        switch (command) {
            case AllocationCommand.UpdateFromClient change -> {
                for (Allocation report : change.allocations()) {
                    Allocation before = draft.tables.allocations.get(report.id());
                    if (before != null) {
                        take(draft, before, report, change.time());
                    }
                }
                EvaluationChanges.upsert(draft, change.evaluations());
            }
            case AllocationCommand.SetTransitions change -> {
                change.transitions().forEach((id, wish) -> transition(draft, id, wish, change.time()));
                EvaluationChanges.upsert(draft, change.evaluations());
            }
        }
    }

    /** Of a report only what the node knows better than the servers is taken. */
    private static void take(Draft draft, Allocation before, Allocation report, Instant time) {
        AllocDeploymentStatus health = health(draft, before.deploymentStatus(), report.deploymentStatus());
        Allocation after = AllocationBuilder.builder(before)
                .clientStatus(report.clientStatus())
                .clientDescription(report.clientDescription())
                .taskStates(report.taskStates())
                .deploymentStatus(health)
                .networkStatus(report.networkStatus() == null ? before.networkStatus() : report.networkStatus())
                .allocStates(report.allocStates().isEmpty() ? before.allocStates() : report.allocStates())
                .desiredTransition(retried(draft, before, report))
                .modifyIndex(draft.index)
                .modifyTime(Times.nanos(time))
                .build();
        draft.putAllocation(after);
        DeploymentChanges.healthChanged(draft, before, after);
    }

    /** While a roll-out goes on, what fails in it may be tried again elsewhere; without this word the schedulers leave it. */
    private static @Nullable DesiredTransition retried(Draft draft, Allocation before, Allocation report) {
        Deployment deployment = draft.tables.deployments.get(before.deploymentId());
        boolean rollingOut = deployment != null && deployment.status() == DeploymentStatus.RUNNING;
        return rollingOut && report.clientStatus() == ClientStatus.FAILED
                ? merge(before.desiredTransition(), RESCHEDULE)
                : before.desiredTransition();
    }

    /** What failed while its roll-out was paused may be tried again once that goes on. */
    static void retryIfFailed(Draft draft, Allocation allocation) {
        if (allocation.clientStatus() == ClientStatus.FAILED && allocation.desiredStatus() == DesiredStatus.RUN) {
            draft.putAllocation(AllocationBuilder.builder(allocation)
                    .desiredTransition(merge(allocation.desiredTransition(), RESCHEDULE))
                    .modifyIndex(draft.index)
                    .build());
        }
    }

    /** The verdict of the node on health; that it is a canary only the servers know. */
    private static @Nullable AllocDeploymentStatus health(
            Draft draft, @Nullable AllocDeploymentStatus before, @Nullable AllocDeploymentStatus reported) {
        if (reported == null || reported.healthy() == null) {
            return before;
        }
        boolean same = before != null && reported.healthy().equals(before.healthy());
        return same
                ? before
                : AllocDeploymentStatusBuilder.builder(reported)
                        .canary(before != null && before.canary())
                        .modifyIndex(draft.index)
                        .build();
    }

    private static void transition(Draft draft, String id, DesiredTransition wish, Instant time) {
        Allocation before = draft.tables.allocations.get(id);
        if (before == null) {
            return;
        }
        draft.putAllocation(AllocationBuilder.builder(before)
                .desiredTransition(merge(before.desiredTransition(), wish))
                .modifyIndex(draft.index)
                .allocModifyIndex(draft.index)
                .modifyTime(Times.nanos(time))
                .build());
        draft.touchWork(before.nodeId());
    }

    private static DesiredTransition merge(@Nullable DesiredTransition before, DesiredTransition wish) {
        if (before == null) {
            return wish;
        }
        return new DesiredTransition(
                either(wish.migrate(), before.migrate()),
                either(wish.reschedule(), before.reschedule()),
                either(wish.forceReschedule(), before.forceReschedule()),
                either(wish.noShutdownDelay(), before.noShutdownDelay()),
                either(wish.migrateDisablePlacement(), before.migrateDisablePlacement()));
    }

    private static @Nullable Boolean either(@Nullable Boolean wish, @Nullable Boolean before) {
        return wish == null ? before : wish;
    }
}
