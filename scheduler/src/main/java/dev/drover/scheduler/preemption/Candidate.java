package dev.drover.scheduler.preemption;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.model.job.TaskGroup;
import dev.drover.state.Statuses;
import dev.drover.state.usage.AllocationUse;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An allocation that is unimportant enough to be pushed aside.
 *
 * @param priority of its job
 * @param maxParallel how many allocations its group wants to lose at once at most; 0 when it did not say
 */
record Candidate(Allocation allocation, AllocationUse use, int priority, int maxParallel) {
    /** Jobs whose priorities are closer than this leave each other in peace. */
    static final int PRIORITY_GAP = 10;

    /** Those of a node's allocations that have to give way to a job, the least important first and otherwise in the order of their ids. */
    static List<Candidate> among(List<Allocation> tenants, Job job) {
        return tenants.stream()
                .filter(tenant -> !Statuses.terminal(tenant))
                .filter(tenant -> !isOf(tenant, job))
                .flatMap(tenant -> of(tenant, job).stream())
                .sorted(Comparator.comparingInt(Candidate::priority)
                        .thenComparing(candidate -> candidate.allocation().id()))
                .toList();
    }

    private static boolean isOf(Allocation tenant, Job job) {
        return tenant.jobId().equals(job.id()) && tenant.namespace().equals(job.namespace());
    }

    private static Optional<Candidate> of(Allocation tenant, Job job) {
        Job own = tenant.job();
        if (own == null || job.priority() - own.priority() < PRIORITY_GAP) {
            return Optional.empty();
        }
        return Optional.of(
                new Candidate(tenant, AllocationUse.of(tenant), own.priority(), maxParallel(own, tenant.taskGroup())));
    }

    private static int maxParallel(Job job, String groupName) {
        return job.taskGroups().stream()
                .filter(group -> group.name().equals(groupName))
                .map(TaskGroup::migrate)
                .filter(Objects::nonNull)
                .map(MigrateStrategy::maxParallel)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(0);
    }
}
