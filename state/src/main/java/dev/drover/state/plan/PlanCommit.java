package dev.drover.state.plan;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a plan that fits the newest state, as it goes into the log.
 *
 * @param time when it was decided
 * @param evaluations evaluations for the jobs that lost allocations to this plan
 */
public record PlanCommit(
        String evaluationId,
        @Nullable Job job,
        List<Allocation> placements,
        List<AllocationStop> stops,
        List<Allocation> preemptions,
        Optional<Deployment> deployment,
        List<DeploymentStatusUpdate> deploymentUpdates,
        Instant time,
        List<Evaluation> evaluations) {
    public PlanCommit {
        placements = List.copyOf(placements);
        stops = List.copyOf(stops);
        preemptions = List.copyOf(preemptions);
        deploymentUpdates = List.copyOf(deploymentUpdates);
        evaluations = List.copyOf(evaluations);
    }

    /** The commit of a whole plan, as it is when all of it fits. */
    public static PlanCommit of(Plan plan, Instant time, List<Evaluation> evaluations) {
        return new PlanCommit(
                plan.evaluationId(),
                plan.job(),
                plan.placements(),
                plan.stops(),
                plan.preemptions(),
                plan.deployment(),
                plan.deploymentUpdates(),
                time,
                evaluations);
    }

    /** The commit of a whole plan that brings no evaluations along. */
    public static PlanCommit of(Plan plan, Instant time) {
        return of(plan, time, List.of());
    }

    /** Whether committing it would change nothing. */
    public boolean isEmpty() {
        return placements.isEmpty()
                && stops.isEmpty()
                && preemptions.isEmpty()
                && deployment.isEmpty()
                && deploymentUpdates.isEmpty();
    }
}
