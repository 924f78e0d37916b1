package dev.drover.cli.eval;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Confirmation;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.EvalDeleteRequest;
import dev.drover.model.eval.Evaluation;
import dev.drover.sdk.Query;
import java.io.IOException;
import java.util.List;

/** {@code eval delete}: has the servers forget evaluations, which they must not be handing out meanwhile. */
public final class EvalDeleteCommand extends BaseCommand {
    private final Flag<String> filter = flags.text("filter", "expression", "delete all that match");
    private final Flag<Boolean> yes = flags.toggle("yes", "do not ask");

    public EvalDeleteCommand() {
        super("Delete evaluations, after operator scheduler set-config -pause-eval-broker=true", "<evaluation>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        if (filter.get().isEmpty() == arguments.isEmpty()) {
            throw new UsageException("Name either one evaluation or a -filter");
        }
        EvalDeleteRequest request;
        if (filter.get().isEmpty()) {
            Evaluation evaluation = EvalLookup.one(context, single(arguments, "evaluation"));
            request = new EvalDeleteRequest(List.of(evaluation.id()), "");
        } else {
            int count = context.ask(
                    "Error querying evaluations",
                    () -> context.client()
                            .evaluations()
                            .count(Query.NONE.filter(filter.get()))
                            .value()
                            .count());
            if (count == 0) {
                context.print("No evals found");
                return 0;
            }
            if (!yes.get() && !Confirmation.ask(context, "Are you sure you want to delete " + count + " evals?")) {
                context.print("Cancelling eval deletion");
                return 0;
            }
            request = new EvalDeleteRequest(List.of(), filter.get());
        }
        int deleted = context.ask(
                "Error deleting evaluations",
                () -> context.client()
                        .evaluations()
                        .delete(request, Query.NONE)
                        .value()
                        .count());
        context.print("Successfully deleted " + deleted + (deleted == 1 ? " evaluation" : " evaluations"));
        return 0;
    }
}
