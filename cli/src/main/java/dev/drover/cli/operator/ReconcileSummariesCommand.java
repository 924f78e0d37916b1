package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code system reconcile summaries}. */
public final class ReconcileSummariesCommand extends BaseCommand {
    public ReconcileSummariesCommand() {
        super("Have the servers count the allocations of every job anew", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        context.tell(
                "Error running system summary reconciliation",
                () -> context.client().maintenance().reconcileSummaries());
        return 0;
    }
}
