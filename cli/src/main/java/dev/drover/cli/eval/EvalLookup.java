package dev.drover.cli.eval;

import dev.drover.cli.Context;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Matches;
import dev.drover.cli.text.Table;
import dev.drover.model.eval.Evaluation;
import dev.drover.sdk.Query;
import java.util.List;

/** Finds an evaluation by the beginning of its id, and shows several below each other. */
final class EvalLookup {
    private EvalLookup() {}

    static Evaluation one(Context context, String typed) {
        String prefix = Matches.askable(typed);
        List<Evaluation> found = context.ask(
                "Error querying evaluation",
                () -> context.client()
                        .evaluations()
                        .list(Query.NONE.prefix(prefix))
                        .value());
        return Matches.one("evaluation", typed, found, Evaluation::id, many -> table(many, new Ids(false)));
    }

    static Table table(List<Evaluation> evaluations, Ids ids) {
        Table table = Table.withHeader(
                "ID", "Priority", "Triggered By", "Job ID", "Namespace", "Node ID", "Status", "Placement Failures");
        evaluations.forEach(evaluation -> table.row(
                ids.shown(evaluation.id()),
                Integer.toString(evaluation.priority()),
                evaluation.triggeredBy(),
                Table.orNone(evaluation.jobId()),
                Table.orNone(evaluation.namespace()),
                ids.orNone(evaluation.nodeId()),
                evaluation.status().wireName(),
                EvalStatusCommand.failures(evaluation)));
        return table;
    }
}
