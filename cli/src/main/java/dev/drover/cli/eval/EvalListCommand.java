package dev.drover.cli.eval;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Ids;
import dev.drover.model.eval.Evaluation;
import dev.drover.sdk.Answer;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code eval list}. */
public final class EvalListCommand extends BaseCommand {
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");
    private final DataFlags data = new DataFlags(flags);
    private final Flag<Boolean> ui = flags.toggle("ui", "open the page of the web UI");
    private final Flag<Long> perPage = flags.number("per-page", "number", 0, "evaluations to show at once");
    private final Flag<String> pageToken = flags.text("page-token", "token", "where the page starts");
    private final Flag<String> filter = flags.text("filter", "expression", "show only what matches");
    private final Flag<String> job = flags.text("job", "id", "only evaluations of this job");
    private final Flag<String> status = flags.text("status", "status", "only evaluations in this status");

    public EvalListCommand() {
        super("List evaluations", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        Query query = Query.NONE
                .withGiven("filter", filter.get())
                .withGiven("job", job.get())
                .withGiven("status", status.get())
                .withGiven("next_token", pageToken.get())
                .withGiven("per_page", perPage.given() ? Long.toString(perPage.get()) : "");
        Answer<List<Evaluation>> answer = context.ask(
                "Error querying evaluations",
                () -> context.client().evaluations().list(query));
        if (data.wanted()) {
            data.print(context, answer.value());
            return 0;
        }
        context.print(
                answer.value().isEmpty() ? "No evals found" : EvalLookup.table(answer.value(), new Ids(verbose.get())));
        if (!answer.nextToken().isEmpty()) {
            context.print("\nMore evaluations exist; for the next page: "
                    + context.io().program() + " eval list -page-token " + answer.nextToken());
        }
        context.hint("View evaluations", "evaluations");
        context.openPage(ui.get(), "evaluations");
        return 0;
    }
}
