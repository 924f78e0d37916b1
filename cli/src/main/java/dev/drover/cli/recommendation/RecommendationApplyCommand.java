package dev.drover.cli.recommendation;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.eval.EvaluationMonitor;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.Table;
import dev.drover.model.api.RecommendationApplyRequest;
import dev.drover.model.api.RecommendationApplyResponse;
import java.util.List;

/** {@code recommendation apply}. */
public final class RecommendationApplyCommand extends BaseCommand {
    private final Flag<Boolean> policyOverride = flags.toggle("policy-override", "override soft policies");
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");

    public RecommendationApplyCommand() {
        super("Take up proposals, which updates their jobs", "<recommendation>...");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty()) {
            throw new UsageException("This command takes at least one argument: <recommendation>");
        }
        RecommendationApplyResponse response = context.ask(
                "Error applying recommendations",
                () -> context.client()
                        .recommendations()
                        .apply(new RecommendationApplyRequest(arguments, List.of(), policyOverride.get())));
        if (response.errors().isEmpty() && response.updatedJobs().size() == 1 && !detach.get()) {
            return new EvaluationMonitor(context, verbose.get())
                    .watch(response.updatedJobs().getFirst().evalId());
        }
        context.print(context.bold("Errors"));
        context.print(response.errors().isEmpty() ? "None" : errors(response));
        context.section("Results", response.updatedJobs().isEmpty() ? "None" : results(response));
        return response.errors().isEmpty() ? 0 : 1;
    }

    private static Table errors(RecommendationApplyResponse response) {
        Table table = Table.withHeader("IDs", "Namespace", "Job ID", "Error");
        response.errors()
                .forEach(it ->
                        table.row(String.join(",", it.recommendations()), it.namespace(), it.jobId(), it.error()));
        return table;
    }

    private static Table results(RecommendationApplyResponse response) {
        Table table = Table.withHeader("IDs", "Namespace", "Job ID", "Eval ID", "Warnings");
        response.updatedJobs()
                .forEach(it -> table.row(
                        String.join(",", it.recommendations()),
                        it.namespace(),
                        it.jobId(),
                        it.evalId(),
                        Table.orNone(it.warnings())));
        return table;
    }
}
