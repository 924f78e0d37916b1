package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.command.EvaluationCommand;
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
     * Forgets evaluations, for outages that have left more of them than can be worked off. The broker has to be paused, so that nobody
     * works on one of them meanwhile.
     *
     * @return index of the change
     * @throws ServerException when the broker is not paused, one is not there, or allocations of one still run
     */
    public long delete(List<String> ids) {
        State state = core.state();
        if (!state.schedulerConfiguration().pauseEvalBroker()) {
            throw ServerException.badRequest("eval broker is enabled; eval broker must be paused to delete evals");
        }
        for (String id : ids) {
            if (state.evaluation(id).isEmpty()) {
                throw ServerException.notFound("eval not found: " + id);
            }
            if (state.allocationsOfEvaluation(id).stream().anyMatch(allocation -> !Statuses.terminal(allocation))) {
                throw ServerException.badRequest(
                        "eval " + id + " has allocations that run or are to run, and explains them");
            }
        }
        return core.propose(new EvaluationCommand.Delete(ids));
    }
}
