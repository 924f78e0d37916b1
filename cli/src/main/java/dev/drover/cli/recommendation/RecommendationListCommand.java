package dev.drover.cli.recommendation;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Table;
import dev.drover.model.operator.Recommendation;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code recommendation list}. */
public final class RecommendationListCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);
    private final Flag<String> job = flags.text("job", "id", "only of this job");
    private final Flag<String> group = flags.text("group", "name", "only of this group of the job");
    private final Flag<String> task = flags.text("task", "name", "only of this task of the group");

    public RecommendationListCommand() {
        super("List proposals to change what tasks ask for", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        if ((!task.get().isEmpty() && group.get().isEmpty())
                || (!group.get().isEmpty() && job.get().isEmpty())) {
            throw new UsageException("-task needs -group, and -group needs -job");
        }
        Query query = Query.NONE
                .withGiven("job", job.get())
                .withGiven("group", group.get())
                .withGiven("task", task.get());
        List<Recommendation> all = context.ask(
                "Error listing recommendations",
                () -> context.client().recommendations().list(query).value());
        if (data.wanted()) {
            data.print(context, all);
            return 0;
        }
        context.print(all.isEmpty() ? "No recommendations found" : table(context, all));
        return 0;
    }

    private static Table table(Context context, List<Recommendation> all) {
        boolean namespaces = context.client().config().namespace().equals("*");
        Table table = namespaces
                ? Table.withHeader("ID", "Namespace", "Job", "Group", "Task", "Resource", "Value")
                : Table.withHeader("ID", "Job", "Group", "Task", "Resource", "Value");
        for (Recommendation it : all) {
            String value = Long.toString(it.value());
            if (namespaces) {
                table.row(it.id(), it.namespace(), it.jobId(), it.group(), it.task(), it.resource(), value);
            } else {
                table.row(it.id(), it.jobId(), it.group(), it.task(), it.resource(), value);
            }
        }
        return table;
    }
}
