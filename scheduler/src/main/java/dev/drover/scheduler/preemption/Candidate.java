package dev.drover.scheduler.preemption;

import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.model.job.TaskGroup;
import dev.drover.state.Statuses;
import dev.drover.state.usage.AllocationUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * An allocation that is unimportant enough to be pushed aside.
 *
 * @param priority of its job
 * @param maxParallel how many allocations its group wants to lose at once at most; 0 when it did not say
 */
record Candidate(Allocation allocation, AllocationUse use, int priority, int maxParallel) {
    /** Jobs whose priorities are closer than this leave each other in peace. */
    static final int PRIORITY_GAP = 10;

    private static final Comparator<Candidate> LEAST_IMPORTANT_FIRST = Comparator.comparingInt(Candidate::priority)
            .thenComparing(candidate -> candidate.allocation().id());

    /** Those of a node's allocations that have to give way to a job, the least important first and otherwise in the order of their ids. */
    @SuppressWarnings("ReferenceEquality") // allocations of a group that hold the same share one record of it
    static List<Candidate> among(List<Allocation> tenants, Job job) {
        List<Candidate> candidates = new ArrayList<>(tenants.size());
        AllocatedResources last = null;
        AllocationUse use = null;
        for (Allocation tenant : tenants) {
            Job own = tenant.job();
            if (own != null
                    && job.priority() - own.priority() >= PRIORITY_GAP
                    && !Statuses.terminal(tenant)
                    && !isOf(tenant, job)) {
                if (use == null || tenant.allocatedResources() != last) {
                    last = tenant.allocatedResources();
                    use = AllocationUse.of(tenant);
                }
                candidates.add(new Candidate(tenant, use, own.priority(), maxParallel(own, tenant.taskGroup())));
            }
        }
        candidates.sort(LEAST_IMPORTANT_FIRST);
        return candidates;
    }

    static List<Allocation> allocations(List<Candidate> candidates) {
        if (candidates.size() == 1) {
            return List.of(candidates.getFirst().allocation());
        }
        List<Allocation> allocations = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            allocations.add(candidate.allocation());
        }
        return allocations;
    }

    private static boolean isOf(Allocation tenant, Job job) {
        return tenant.jobId().equals(job.id()) && tenant.namespace().equals(job.namespace());
    }

    private static int maxParallel(Job job, String groupName) {
        for (TaskGroup group : job.taskGroups()) {
            if (group.name().equals(groupName)) {
                MigrateStrategy migrate = group.migrate();
                return migrate == null ? 0 : Objects.requireNonNullElse(migrate.maxParallel(), 0);
            }
        }
        return 0;
    }
}
