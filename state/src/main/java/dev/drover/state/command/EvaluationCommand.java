package dev.drover.state.command;

import dev.drover.model.eval.Evaluation;
import java.util.List;

/** Changes of evaluations. */
public sealed interface EvaluationCommand extends Command {
    record Upsert(List<Evaluation> evaluations) implements EvaluationCommand {}

    /** Takes evaluations out, whatever became of them. */
    record Delete(List<String> ids) implements EvaluationCommand {}
}
