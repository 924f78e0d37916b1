package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.state.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluations that found no room, and what could give them some. An evaluation knows which classes of nodes it cannot use; room
 * on any other node wakes it. Room that came free between the snapshot the evaluation was made on and its arrival here is
 * remembered, so that no wake-up gets lost.
 */
public final class BlockedEvaluations {
    private static final String ANY_CLASS = "";

    private final Map<String, Evaluation> blocked = new LinkedHashMap<>();
    private final Map<JobId, String> byJob = new HashMap<>();
    private final Map<String, Long> capacityIndexes = new HashMap<>();

    /** What came of blocking an evaluation. */
    public record Outcome(boolean retryNow, Optional<Evaluation> duplicate) {}

    /**
     * Takes an evaluation in.
     *
     * @return whether it should be tried again at once, and the older one of the same job that it replaces
     */
    public synchronized Outcome block(Evaluation evaluation) {
        JobId job = new JobId(evaluation.namespace(), evaluation.jobId());
        Optional<Evaluation> duplicate = Optional.empty();
        String earlier = byJob.get(job);
        boolean perNode =
                evaluation.type().equals("system") || evaluation.type().equals("sysbatch");
        if (earlier != null && !earlier.equals(evaluation.id()) && !perNode) {
            duplicate = Optional.ofNullable(blocked.remove(earlier));
        }
        if (missedCapacity(evaluation)) {
            forget(evaluation.id());
            return new Outcome(true, duplicate);
        }
        blocked.put(evaluation.id(), evaluation);
        byJob.put(job, evaluation.id());
        return new Outcome(false, duplicate);
    }

    private boolean missedCapacity(Evaluation evaluation) {
        return capacityIndexes.entrySet().stream()
                .anyMatch(entry -> entry.getValue() > evaluation.snapshotIndex()
                        && (entry.getKey().equals(ANY_CLASS) || wantsClass(evaluation, entry.getKey())));
    }

    private static boolean wantsClass(Evaluation evaluation, String computedClass) {
        return evaluation.escapedComputedClass()
                || evaluation.classEligibility().getOrDefault(computedClass, true);
    }

    /**
     * Room came free on a node.
     *
     * @param index of the command that freed it
     * @return the evaluations to try again, which are no longer kept here
     */
    public synchronized List<Evaluation> capacityChanged(String nodeId, String computedClass, long index) {
        capacityIndexes.put(computedClass, index);
        List<Evaluation> awake = new ArrayList<>();
        for (Evaluation evaluation : blocked.values()) {
            boolean thisNode =
                    evaluation.nodeId().isEmpty() || evaluation.nodeId().equals(nodeId);
            if (thisNode && wantsClass(evaluation, computedClass)) {
                awake.add(evaluation);
            }
        }
        awake.forEach(evaluation -> forget(evaluation.id()));
        return awake;
    }

    /** The evaluation was ended by others. */
    public synchronized void forget(String evaluationId) {
        Evaluation gone = blocked.remove(evaluationId);
        if (gone != null) {
            byJob.remove(new JobId(gone.namespace(), gone.jobId()), evaluationId);
        }
    }

    public synchronized int size() {
        return blocked.size();
    }
}
