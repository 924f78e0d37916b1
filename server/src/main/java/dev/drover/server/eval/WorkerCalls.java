package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.rpc.Call;
import java.time.Duration;
import java.util.List;

/** What workers on one server ask of the leader on another. Plans travel in the encoding of the log, see {@link PlanMessage}. */
final class WorkerCalls {
    static final Call<Wanted, Handed> DEQUEUE = new Call<>("Eval.Dequeue", Wanted.class, Handed.class);
    static final Call<Finished, Done> FINISH = new Call<>("Eval.Finish", Finished.class, Done.class);
    static final Call<Abandoned, Done> ABANDON = new Call<>("Eval.Abandon", Abandoned.class, Done.class);
    static final String SUBMIT = "Plan.Submit";

    /** Longest that the leader lets a worker of another server wait for an evaluation, whatever it asks for. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private WorkerCalls() {}

    /** An evaluation for one of these types of scheduler. */
    record Wanted(List<String> types, long maxWaitMillis) {}

    /**
     * What there was.
     *
     * @param evaluations one, or none in time
     */
    record Handed(List<Evaluation> evaluations, long token, long waitIndex) {}

    /** The evaluation is done, with what to write down. */
    record Finished(String evaluationId, long token, List<Evaluation> results) {}

    /** The evaluation could not be done. */
    record Abandoned(String evaluationId, long token) {}

    /** Done, with nothing to tell. */
    record Done() {}
}
