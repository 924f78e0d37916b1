package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.state.JobId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Lets one evaluation of a job have its turn and the others wait. Not safe for several threads: the broker's lock guards it. */
final class JobTurns {
    /** The most important first and then the newest, which has seen most. */
    private static final Comparator<Evaluation> NEWEST = Comparator.comparingInt(Evaluation::priority)
            .thenComparingLong(Evaluation::modifyIndex)
            .thenComparing(Evaluation::id)
            .reversed();

    private final Map<JobId, String> turns = new HashMap<>();
    private final Map<JobId, TreeSet<Evaluation>> others = new HashMap<>();
    private int waiting;

    private static JobId jobOf(Evaluation evaluation) {
        return new JobId(evaluation.namespace(), evaluation.jobId());
    }

    /** Whether it is the evaluation's turn from now on, or still; if not, it waits. */
    boolean take(Evaluation evaluation) {
        String turn = turns.putIfAbsent(jobOf(evaluation), evaluation.id());
        if (turn == null || turn.equals(evaluation.id())) {
            return true;
        }
        if (others.computeIfAbsent(jobOf(evaluation), job -> new TreeSet<>(NEWEST))
                .add(evaluation)) {
            waiting++;
        }
        return false;
    }

    boolean has(Evaluation evaluation) {
        return evaluation.id().equals(turns.get(jobOf(evaluation)));
    }

    /** Ends the evaluation's turn; answers those that waited for it, the best first, which wait no longer. */
    List<Evaluation> end(Evaluation evaluation) {
        JobId job = jobOf(evaluation);
        if (!turns.remove(job, evaluation.id())) {
            return List.of();
        }
        TreeSet<Evaluation> waited = others.remove(job);
        waiting -= waited == null ? 0 : waited.size();
        return waited == null ? List.of() : List.copyOf(waited);
    }

    /** The evaluation waits no longer. */
    void giveUp(Evaluation evaluation) {
        JobId job = jobOf(evaluation);
        TreeSet<Evaluation> waited = others.get(job);
        if (waited != null && waited.remove(evaluation)) {
            waiting--;
            if (waited.isEmpty()) {
                others.remove(job);
            }
        }
    }

    /** How many wait. */
    int waiting() {
        return waiting;
    }
}
