package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.server.plan.Resources;
import dev.drover.state.JobId;
import java.util.Comparator;
import java.util.Map;

/**
 * An evaluation that waits for room.
 *
 * @param need the least that it can do something with
 */
record BlockedEntry(Evaluation evaluation, Resources need) {
    /** The most important first and then those that have waited longest. */
    static final Comparator<BlockedEntry> TURN = Comparator.comparing(BlockedEntry::evaluation, ReadyQueue.URGENCY);

    JobId job() {
        return new JobId(evaluation.namespace(), evaluation.jobId());
    }

    /**
     * What evaluations have in common that the same news are of interest to: they are looked at together.
     *
     * @param classes computed classes of nodes that are known to suit or not to suit
     * @param escaped whether nodes of every class may suit, whatever is known of them
     * @param nodeId the one node that matters, or empty
     * @param quota the quota that is exhausted, or empty; then room on nodes is of interest only to those that have escaped
     * @param volumes whether it is volumes that are missing
     * @param cpuMagnitude logarithm of the CPU that is needed
     * @param memoryMagnitude logarithm of the memory that is needed
     */
    record Kind(
            Map<String, Boolean> classes,
            boolean escaped,
            String nodeId,
            String quota,
            boolean volumes,
            int cpuMagnitude,
            int memoryMagnitude) {
        boolean wants(String node, String computedClass) {
            return (quota.isEmpty() || escaped)
                    && (nodeId.isEmpty() || nodeId.equals(node))
                    && (escaped || classes.getOrDefault(computedClass, true));
        }

        /** Whether the smallest need of such a magnitude would fit. */
        boolean mayFitIn(Resources room) {
            return cpuMagnitude <= magnitude(room.cpuMhz()) && memoryMagnitude <= magnitude(room.memoryMb());
        }
    }

    Kind kind() {
        return new Kind(
                evaluation.classEligibility(),
                evaluation.escapedComputedClass(),
                evaluation.nodeId(),
                evaluation.quotaLimitReached(),
                !evaluation.missingNonNodeResources().isEmpty(),
                magnitude(need.cpuMhz()),
                magnitude(need.memoryMb()));
    }

    private static int magnitude(long amount) {
        return amount <= 0 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(amount);
    }
}
