package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.state.Statuses;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.plan.DeploymentStatusUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Gathers the intents of all groups. */
final class IntentsGathering {
    private final List<Placement> replacements = new ArrayList<>();
    private final List<Placement> placements = new ArrayList<>();
    private final List<AllocationStop> stops = new ArrayList<>();
    private final List<Allocation> updates = new ArrayList<>();
    private final Map<String, DesiredUpdates> desired = new LinkedHashMap<>();

    void replace(Placement placement) {
        replacements.add(placement);
    }

    void place(Placement placement) {
        placements.add(placement);
    }

    void stop(Allocation allocation, String reason) {
        stops.add(AllocationStop.of(allocation.id(), reason));
    }

    /** The node cannot tell any more, so the servers say what became of it. */
    void lose(Allocation allocation) {
        stops.add(new AllocationStop(allocation.id(), Reasons.LOST, ClientStatus.LOST, ""));
    }

    /** What was told to stop before its node went away will never report its end. */
    void loseWhatCannotReport(List<Allocation> allocations, Predicate<Allocation> nodeIsGone) {
        allocations.stream()
                .filter(allocation -> Statuses.terminal(allocation.desiredStatus()) && Statuses.holdsRoom(allocation))
                .filter(nodeIsGone)
                .forEach(this::lose);
    }

    /** The servers lose sight of them, for at most the time that their group allows. */
    void vanish(Collection<Standing.Vanishing> vanishing, Job job, FollowUps followUps, Instant now) {
        List<FollowUps.Due> dues = new ArrayList<>();
        for (Standing.Vanishing out : vanishing) {
            out.lostAt().ifPresent(time -> dues.add(new FollowUps.Due(out.allocation(), time)));
        }
        Map<String, String> timeouts = followUps.timeouts(job, dues);
        for (Standing.Vanishing out : vanishing) {
            String followUp = timeouts.getOrDefault(out.allocation().id(), "");
            updates.add(Outage.begin(out.allocation(), now, followUp));
        }
    }

    void update(Collection<Allocation> allocations) {
        updates.addAll(allocations);
    }

    void desire(String group, DesiredUpdates numbers) {
        desired.put(group, numbers);
    }

    Intents finish(
            Optional<Deployment> deployment,
            List<DeploymentStatusUpdate> deploymentUpdates,
            List<Evaluation> followUps) {
        return new Intents(replacements, placements, stops, updates, deployment, deploymentUpdates, followUps, desired);
    }
}
