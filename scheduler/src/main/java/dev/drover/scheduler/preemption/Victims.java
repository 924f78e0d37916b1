package dev.drover.scheduler.preemption;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.AllocationListStubBuilder;
import dev.drover.model.alloc.DesiredStatus;

/** Preempted allocations as plans and their annotations show them. */
public final class Victims {
    private Victims() {}

    /** The allocation as it is to be once another one has pushed it aside. */
    public static Allocation evicted(Allocation victim, String by) {
        return AllocationBuilder.builder(victim)
                .desiredStatus(DesiredStatus.EVICT)
                .desiredDescription("Preempted by alloc ID " + by)
                .preemptedByAllocation(by)
                .build();
    }

    /** Its short form. */
    public static AllocationListStub stub(Allocation victim) {
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
                .desiredStatus(victim.desiredStatus())
                .desiredDescription(victim.desiredDescription())
                .clientStatus(victim.clientStatus())
                .clientDescription(victim.clientDescription())
                .taskStates(victim.taskStates())
                .deploymentStatus(victim.deploymentStatus())
                .followupEvalId(victim.followupEvalId())
                .nextAllocation(victim.nextAllocation())
                .rescheduleTracker(victim.rescheduleTracker())
                .preemptedAllocations(victim.preemptedAllocations())
                .preemptedByAllocation(victim.preemptedByAllocation())
                .createIndex(victim.createIndex())
                .modifyIndex(victim.modifyIndex())
                .createTime(victim.createTime())
                .modifyTime(victim.modifyTime())
                .desiredTransition(victim.desiredTransition())
                .build();
    }
}
