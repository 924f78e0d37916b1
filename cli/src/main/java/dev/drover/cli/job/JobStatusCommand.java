package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobListStub;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code job status}. */
public final class JobStatusCommand extends BaseCommand {
    private final Flag<Boolean> brief = flags.toggle("short", "show only the facts of the job itself");
    private final Flag<Boolean> evaluations = flags.toggle("evals", "show the evaluations");
    private final Flag<Boolean> allAllocations =
            flags.toggle("all-allocs", "also show allocations of an earlier job of this id");
    private final DataFlags data = new DataFlags(flags);
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids and times, and the evaluations");
    private final Flag<Boolean> ui = flags.toggle("ui", "open the page of the web UI");

    public JobStatusCommand() {
        super("List jobs, or show one", "<job>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty()) {
            return list(context);
        }
        JobListStub stub = JobLookup.stub(context, single(arguments, "job"));
        Query query = JobLookup.namespace(stub.namespace());
        Job job = context.ask(
                "Error querying job",
                () -> context.client().jobs().info(stub.id(), query).value());
        if (data.wanted()) {
            data.print(context, job);
            return 0;
        }
        JobReport report = new JobReport(context, job, query, verbose.get());
        report.facts();
        if (!brief.get()) {
            report.sections(evaluations.get() || verbose.get(), allAllocations.get());
        }
        String page = JobPages.of(job.id(), job.namespace());
        context.hint("View job details and metrics", page);
        context.openPage(ui.get(), page);
        return 0;
    }

    private int list(Context context) {
        List<JobListStub> jobs = context.ask(
                "Error querying jobs",
                () -> context.client().jobs().list(Query.NONE).value());
        if (data.wanted()) {
            data.print(context, jobs);
            return 0;
        }
        boolean allNamespaces = context.client().config().namespace().equals("*");
        List<JobListStub> parents =
                jobs.stream().filter(job -> job.parentId().isEmpty()).toList();
        context.print(parents.isEmpty() ? "No running jobs" : JobLookup.table(context, parents, allNamespaces));
        context.hint("View and manage Nomad jobs", JobPages.ALL);
        context.openPage(ui.get(), JobPages.ALL);
        return 0;
    }
}
