package dev.drover.state.plan;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.job.Job;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler proposes after looking at one snapshot. Placements carry no job of their own unless it differs from the
 * plan's; a placement with the id of an existing allocation updates it in place.
 *
 * @param allAtOnce everything is committed or nothing
 * @param job the job that placements belong to; null when the job is gone and the plan only stops
 * @param preemptions allocations of others that make room, with {@code preemptedByAllocation} filled
 * @param deployment a new deployment, or an existing one with other goals
 * @param snapshotIndex index of the state that the scheduler saw
 */
public record Plan(
        String evaluationId,
        int priority,
        boolean allAtOnce,
        @Nullable Job job,
        List<Allocation> placements,
        List<AllocationStop> stops,
        List<Allocation> preemptions,
        Optional<Deployment> deployment,
        List<DeploymentStatusUpdate> deploymentUpdates,
        PlanAnnotations annotations,
        long snapshotIndex) {
    public Plan {
        placements = List.copyOf(placements);
        stops = List.copyOf(stops);
        preemptions = List.copyOf(preemptions);
        deploymentUpdates = List.copyOf(deploymentUpdates);
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
