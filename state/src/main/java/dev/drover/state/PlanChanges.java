package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentBuilder;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.job.Job;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.plan.DeploymentStatusUpdate;
import dev.drover.state.plan.PlanCommit;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Carries out a plan that was found to fit: deployments first, then what stops, then what is placed. */
final class PlanChanges {
    private PlanChanges() {}

    static void apply(Draft draft, PlanCommit plan) {
        plan.deployment().ifPresent(deployment -> upsert(draft, plan, deployment));
        for (DeploymentStatusUpdate update : plan.deploymentUpdates()) {
            DeploymentChanges.updateStatus(draft, update, plan.time());
        }
        plan.stops().forEach(stop -> stop(draft, plan, stop));
        plan.preemptions().forEach(victim -> evict(draft, plan, victim));
        IdentityHashMap<Job, Job> current = new IdentityHashMap<>();
        String signingKey = draft.view().activeRootKey().map(RootKey::id).orElse("");
        plan.placements().forEach(placement -> place(draft, plan, placement, current, signingKey));
        EvaluationChanges.upsert(draft, plan.evaluations());
    }

    private static void upsert(Draft draft, PlanCommit plan, Deployment deployment) {
        Deployment before = draft.tables.deployments.get(deployment.id());
        long now = Times.nanos(plan.time());
        draft.putDeployment(DeploymentBuilder.builder(before == null ? deployment : withGoals(before, deployment))
                .createIndex(before == null ? draft.index : before.createIndex())
                .createTime(before == null ? now : before.createTime())
                .modifyIndex(draft.index)
                .modifyTime(now)
                .build());
    }

    /** What was counted since the plan was made is kept; only how much is wanted comes from the plan. */
    private static Deployment withGoals(Deployment before, Deployment planned) {
        Map<String, DeploymentState> groups = new LinkedHashMap<>(before.taskGroups());
        planned.taskGroups()
                .forEach((name, goal) -> groups.computeIfPresent(
                        name,
                        (group, state) -> DeploymentStateBuilder.builder(state)
                                .desiredTotal(goal.desiredTotal())
                                .desiredCanaries(goal.desiredCanaries())
                                .build()));
        return DeploymentBuilder.builder(before).taskGroups(groups).build();
    }

    private static void stop(Draft draft, PlanCommit plan, AllocationStop stop) {
        Allocation before = draft.tables.allocations.get(stop.allocationId());
        if (before == null) {
            return;
        }
        AllocationBuilder after =
                changed(draft, plan, before).desiredStatus(DesiredStatus.STOP).desiredDescription(stop.description());
        if (stop.clientStatus() != null) {
            after.clientStatus(stop.clientStatus());
        }
        if (!stop.followupEvalId().isEmpty()) {
            after.followupEvalId(stop.followupEvalId());
        }
        put(draft, after.build());
    }

    private static void evict(Draft draft, PlanCommit plan, Allocation victim) {
        Allocation before = draft.tables.allocations.get(victim.id());
        if (before == null) {
            return;
        }
        put(
                draft,
                changed(draft, plan, before)
                        .desiredStatus(DesiredStatus.EVICT)
                        .preemptedByAllocation(victim.preemptedByAllocation())
                        .desiredDescription(victim.desiredDescription())
                        .build());
    }

    private static void place(
            Draft draft, PlanCommit plan, Allocation placement, IdentityHashMap<Job, Job> current, String signingKey) {
        Allocation before = draft.tables.allocations.get(placement.id());
        Job job = placement.job() == null ? plan.job() : placement.job();
        long now = Times.nanos(plan.time());
        AllocationBuilder builder = AllocationBuilder.builder(placement)
                .job(job == null ? null : current.computeIfAbsent(job, planned -> current(draft, planned)))
                .modifyIndex(draft.index)
                .allocModifyIndex(draft.index)
                .modifyTime(now);
        if (before == null) {
            builder.createIndex(draft.index).createTime(now).signingKeyId(signingKey);
        } else {
            keepReports(builder, before, placement);
            draft.regroup(before, placement);
        }
        Allocation after = draft.sharing().share(builder).build();
        draft.putAllocation(before, after);
        draft.touchWork(after.nodeId());
        DeploymentChanges.placed(draft, before, after, plan.time());
        linkPrevious(draft, after);
    }

    /** The job as the state has it, so that all allocations of a version share one record. */
    private static Job current(Draft draft, Job job) {
        return draft.view()
                .jobVersion(JobId.of(job), job.version())
                .filter(known -> known.createIndex() == job.createIndex())
                .orElse(job);
    }

    /** What the node has reported stays, unless the plan says that the node cannot be asked any more. */
    private static void keepReports(AllocationBuilder builder, Allocation before, Allocation placement) {
        ClientStatus planned = placement.clientStatus();
        boolean unreachable = planned == ClientStatus.LOST || planned == ClientStatus.UNKNOWN;
        builder.createIndex(before.createIndex())
                .signingKeyId(before.signingKeyId())
                .createTime(before.createTime())
                .clientStatus(unreachable ? planned : before.clientStatus())
                .clientDescription(unreachable ? placement.clientDescription() : before.clientDescription())
                .taskStates(before.taskStates())
                .networkStatus(before.networkStatus());
    }

    private static void linkPrevious(Draft draft, Allocation after) {
        if (after.previousAllocation().isEmpty()) {
            return;
        }
        Allocation previous = draft.tables.allocations.get(after.previousAllocation());
        if (previous != null && previous.nextAllocation().isEmpty()) {
            draft.putAllocation(AllocationBuilder.builder(previous)
                    .nextAllocation(after.id())
                    .modifyIndex(draft.index)
                    .build());
        }
    }

    private static AllocationBuilder changed(Draft draft, PlanCommit plan, Allocation before) {
        return AllocationBuilder.builder(before)
                .modifyIndex(draft.index)
                .allocModifyIndex(draft.index)
                .modifyTime(Times.nanos(plan.time()));
    }

    private static void put(Draft draft, Allocation after) {
        draft.putAllocation(after);
        draft.touchWork(after.nodeId());
    }
}
