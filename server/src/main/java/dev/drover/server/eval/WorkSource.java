package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.state.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where scheduler workers get evaluations from and bring what they made of them: the leader, in this process or in another one. All
 * methods throw {@link dev.drover.server.ServerException} when the leader cannot be asked or is not the leader any more.
 */
public interface WorkSource {
    /**
     * Waits for an evaluation.
     *
     * @param types of scheduler that the worker can run
     * @return empty when there was none in time
     */
    Optional<Delivery> dequeue(Set<String> types, Duration maxWait) throws InterruptedException;

    /**
     * Has a plan judged and what fits committed.
     *
     * @param followUps evaluations that allocations of the plan refer to, stored together with it
     */
    PlanVerdict submit(Delivery delivery, Plan plan, List<Evaluation> followUps) throws InterruptedException;

    /** The evaluation is done, and these are to be written down. */
    void finish(Delivery delivery, List<Evaluation> results) throws InterruptedException;

    /** The evaluation could not be done and is to be tried again. */
    void abandon(Delivery delivery) throws InterruptedException;

    /**
     * What became of a plan.
     *
     * @param progress whether anything of it was committed
     * @param refreshIndex 0 when that was all of it, else the index of a state to plan on again
     * @param index of the commit, 0 when there was nothing to commit
     */
    record PlanVerdict(boolean progress, long refreshIndex, long index) {
        public boolean complete() {
            return refreshIndex == 0;
        }
    }
}
