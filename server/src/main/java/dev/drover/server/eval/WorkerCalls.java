package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import dev.drover.rpc.Call;
import java.time.Duration;
import java.util.List;

/** What workers on one server ask of the leader on another. Plans travel in the encoding of the log, see {@link PlanMessage}. */
public final class WorkerCalls {
    static final Call<Wanted, Handed> DEQUEUE = new Call<>("Eval.Dequeue", Wanted.class, Handed.class);
    static final Call<Finished, Done> FINISH = new Call<>("Eval.Finish", Finished.class, Done.class);
    static final Call<Abandoned, Done> ABANDON = new Call<>("Eval.Abandon", Abandoned.class, Done.class);
    static final String SUBMIT = "Plan.Submit";

    /** Longest that the leader lets a worker of another server wait for an evaluation, whatever it asks for. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private WorkerCalls() {}

    /** An evaluation for one of these types of scheduler. */
    public record Wanted(
            @Wire("Types") List<String> types,
            @Wire("MaxWaitMillis") long maxWaitMillis) {
        public Wanted {
            types = Defaults.list(types);
        }
    }

    /**
     * What there was.
     *
     * @param evaluations one, or none in time
     */
    public record Handed(
            @Wire("Evaluations") List<Evaluation> evaluations,
            @Wire("Token") long token,
            @Wire("WaitIndex") long waitIndex) {
        public Handed {
            evaluations = Defaults.list(evaluations);
        }
    }

    /** The evaluation is done, with what to write down. */
    public record Finished(
            @Wire("EvaluationID") String evaluationId,
            @Wire("Token") long token,
            @Wire("Results") List<Evaluation> results) {
        public Finished {
            evaluationId = Defaults.text(evaluationId);
            results = Defaults.list(results);
        }
    }

    /** The evaluation could not be done. */
    public record Abandoned(
            @Wire("EvaluationID") String evaluationId,
            @Wire("Token") long token) {
        public Abandoned {
            evaluationId = Defaults.text(evaluationId);
        }
    }

    /** Done, with nothing to tell. */
    public record Done() {}
}
