package dev.drover.scheduler;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.eval.Evaluation;
import dev.drover.state.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a scheduler made of an evaluation. */
public sealed interface Outcome {
    /**
     * The job was looked at.
     *
     * @param plan what to commit; may be empty, and then need not be submitted
     * @param failedGroups why groups could not be placed fully, by group
     * @param queued allocations that are wanted and have no node, by group; every group of a running job is listed
     * @param blocked evaluation that waits for room for what is queued. It has the id of the given evaluation when that one is
     *     blocked already and shall go on waiting
     * @param blockedOnNodes further ones of a job that runs on every node, each for one node; {@code blocked} is for the first
     * @param followUps evaluations for later, to be stored before or together with the plan, whose allocations refer to them
     */
    record Planned(
            Plan plan,
            Map<String, AllocationMetric> failedGroups,
            Map<String, Integer> queued,
            Optional<Evaluation> blocked,
            List<Evaluation> blockedOnNodes,
            List<Evaluation> followUps)
            implements Outcome {
        public Planned {
            blockedOnNodes = List.copyOf(blockedOnNodes);
            followUps = List.copyOf(followUps);
        }
    }

    /** The evaluation makes no sense to this scheduler and fails with this reason. */
    record Refused(String reason) implements Outcome {}
}
