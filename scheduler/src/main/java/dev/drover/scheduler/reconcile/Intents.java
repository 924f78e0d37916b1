package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.eval.Evaluation;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.plan.DeploymentStatusUpdate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to happen so that a job becomes what it should be.
 *
 * @param replacements placements that come with a stop of what they replace, first to be placed
 * @param placements the other placements
 * @param updates existing allocations that change without being stopped
 * @param followUps evaluations to look again at a later time
 * @param desired the same as numbers, by group
 */
public record Intents(
        List<Placement> replacements,
        List<Placement> placements,
        List<AllocationStop> stops,
        List<Allocation> updates,
        Optional<Deployment> deployment,
        List<DeploymentStatusUpdate> deploymentUpdates,
        List<Evaluation> followUps,
        Map<String, DesiredUpdates> desired) {
    public Intents {
        replacements = List.copyOf(replacements);
        placements = List.copyOf(placements);
        stops = List.copyOf(stops);
        updates = List.copyOf(updates);
        deploymentUpdates = List.copyOf(deploymentUpdates);
        followUps = List.copyOf(followUps);
    }
}
