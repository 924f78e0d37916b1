package dev.drover.cli.nodepool;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.PageFlags;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.job.JobLookup;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.job.JobListStub;
import dev.drover.sdk.Answer;
import java.util.List;

/** {@code node pool jobs}. */
public final class NodePoolJobsCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);
    private final PageFlags page = new PageFlags(flags);

    public NodePoolJobsCommand() {
        super("List the jobs of a node pool", "<node-pool>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name =
                NodePoolLookup.one(context, single(arguments, "node-pool")).name();
        Answer<List<JobListStub>> jobs = context.ask(
                "Error querying jobs", () -> context.client().nodePools().jobs(name, page.query()));
        if (data.wanted()) {
            data.print(context, jobs.value());
            return 0;
        }
        boolean allNamespaces = context.client().config().namespace().equals("*");
        context.print(jobs.value().isEmpty() ? "No jobs" : JobLookup.table(context, jobs.value(), allNamespaces));
        page.footer(context, "node pool jobs", name, jobs);
        return 0;
    }
}
