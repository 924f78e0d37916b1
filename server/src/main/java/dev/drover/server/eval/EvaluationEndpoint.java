package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.command.GarbageCommand;
import java.util.List;
import java.util.Map;

/** What users do with evaluations. */
public final class EvaluationEndpoint {
    private final Core core;

    public EvaluationEndpoint(Core core) {
        this.core = core;
    }

    /** Why groups of the job have found no room in this evaluation and would not find it now, in sentences by group. */
    public Map<String, List<String>> explain(String id) {
        State state = core.state();
        Evaluation evaluation = state.evaluation(id).orElseThrow(() -> ServerException.notFound("eval not found"));
        return state.job(new JobId(evaluation.namespace(), evaluation.jobId()))
                .map(job -> Explanations.of(state, job, evaluation.failedTgAllocs()))
                .orElse(Map.of());
    }

    /**
     * Forgets evaluations that are over.
     *
     * @return index of the change
     */
    public long delete(List<String> ids) {
        for (String id : ids) {
            Evaluation evaluation =
                    core.state().evaluation(id).orElseThrow(() -> ServerException.notFound("eval not found"));
            if (!Statuses.terminal(evaluation.status())) {
                throw ServerException.badRequest("eval " + id + " is not terminal and cannot be deleted");
            }
        }
        return core.propose(new GarbageCommand.Delete(ids, List.of(), List.of(), List.of()));
    }
}
