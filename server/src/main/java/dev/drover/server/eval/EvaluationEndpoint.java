package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.state.Statuses;
import dev.drover.state.command.GarbageCommand;
import java.util.List;

/** What users do with evaluations. */
public final class EvaluationEndpoint {
    private final Core core;

    public EvaluationEndpoint(Core core) {
        this.core = core;
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
