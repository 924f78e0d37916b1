package dev.drover.cli.recommendation;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.RecommendationApplyRequest;
import dev.drover.model.api.RecommendationApplyResponse;
import java.util.List;

/** {@code recommendation dismiss}. */
public final class RecommendationDismissCommand extends BaseCommand {
    public RecommendationDismissCommand() {
        super("Drop proposals", "<recommendation>...");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty()) {
            throw new UsageException("This command takes at least one argument: <recommendation>");
        }
        RecommendationApplyResponse response = context.ask(
                "Error dismissing recommendations",
                () -> context.client()
                        .recommendations()
                        .apply(new RecommendationApplyRequest(List.of(), arguments, false)));
        if (!response.errors().isEmpty()) {
            throw new Failure("Error dismissing recommendations: "
                    + response.errors().getFirst().error());
        }
        context.print(
                arguments.size() == 1
                        ? "Successfully dismissed recommendation"
                        : "Successfully dismissed recommendations");
        return 0;
    }
}
