package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.scheduler.IdSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * All that reconciling looks at.
 *
 * @param job the job as it should be; empty when it was purged
 * @param allocations all allocations of the job, also those that ended
 * @param latest the job's newest deployment
 * @param evaluations evaluations by id, to see whether one that an allocation waits for is still to come
 * @param keepsNode whether a node still suits an allocation after an update in place
 */
public record ReconcileInput(
        Optional<Job> job,
        List<Allocation> allocations,
        Function<String, Optional<Node>> nodes,
        Optional<Deployment> latest,
        Function<String, Optional<Evaluation>> evaluations,
        BiPredicate<Allocation, TaskGroup> keepsNode,
        Evaluation evaluation,
        Instant now,
        IdSource ids) {
    /** The job if it is to run. */
    Optional<Job> running() {
        return job.filter(wanted -> !wanted.stop());
    }
}
