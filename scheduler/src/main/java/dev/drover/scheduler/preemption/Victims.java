package dev.drover.scheduler.preemption;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.AllocationListStubBuilder;
import dev.drover.model.alloc.DesiredStatus;

/** Preempted allocations as plans and their annotations show them. */
public final class Victims {
    private Victims() {}

    /** The allocation as a plan names it: who it is and what becomes of it, without what the state knows anyway. */
    public static Allocation evicted(Allocation victim, String by) {
        return AllocationBuilder.builder()
                .id(victim.id())
                .namespace(victim.namespace())
                .jobId(victim.jobId())
                .taskGroup(victim.taskGroup())
                .nodeId(victim.nodeId())
                .desiredStatus(DesiredStatus.EVICT)
                .desiredDescription("Preempted by alloc ID " + by)
                .preemptedByAllocation(by)
                .build();
    }

    /** Its short form as it will be, for people who ask what a plan would do. */
    public static AllocationListStub stub(Allocation victim, String by) {
        return AllocationListStubBuilder.builder()
                .id(victim.id())
                .evalId(victim.evalId())
                .name(victim.name())
                .namespace(victim.namespace())
                .nodeId(victim.nodeId())
                .nodeName(victim.nodeName())
                .jobId(victim.jobId())
                .jobType(victim.job() == null ? "" : victim.job().type())
                .jobVersion(victim.job() == null ? 0 : victim.job().version())
                .taskGroup(victim.taskGroup())
                .desiredStatus(DesiredStatus.EVICT)
                .desiredDescription("Preempted by alloc ID " + by)
                .clientStatus(victim.clientStatus())
                .clientDescription(victim.clientDescription())
                .taskStates(victim.taskStates())
                .deploymentStatus(victim.deploymentStatus())
                .followupEvalId(victim.followupEvalId())
                .nextAllocation(victim.nextAllocation())
                .rescheduleTracker(victim.rescheduleTracker())
                .preemptedAllocations(victim.preemptedAllocations())
                .preemptedByAllocation(by)
                .createIndex(victim.createIndex())
                .modifyIndex(victim.modifyIndex())
                .createTime(victim.createTime())
                .modifyTime(victim.modifyTime())
                .desiredTransition(victim.desiredTransition())
                .build();
    }
}
