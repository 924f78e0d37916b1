package dev.drover.cli.job;

import dev.drover.cli.Context;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Table;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobChildrenSummary;
import dev.drover.model.job.JobListStub;
import dev.drover.model.job.ParameterizedJobConfig;
import dev.drover.sdk.Query;
import java.util.Comparator;
import java.util.List;

/** The part of a report that a job has which runs only through its children. */
final class ChildrenReport {
    private final Context context;
    private final Job job;
    private final Query query;

    ChildrenReport(Context context, Job job, Query query) {
        this.context = context;
        this.job = job;
        this.query = query;
    }

    void show() {
        ParameterizedJobConfig parameters = job.parameterizedJob();
        if (parameters != null) {
            context.section(
                    "Parameterized Job",
                    new Facts()
                            .add("Payload", parameters.payload().isEmpty() ? "optional" : parameters.payload())
                            .addOrNone("Required Metadata", String.join(", ", parameters.metaRequired()))
                            .addOrNone("Optional Metadata", String.join(", ", parameters.metaOptional())));
        }
        JobChildrenSummary children = context.ask(
                "Error querying job summary",
                () -> context.client().jobs().summary(job.id(), query).value().children());
        if (children != null) {
            context.section(
                    parameters == null ? "Children Job Summary" : "Parameterized Job Summary",
                    Table.withHeader("Pending", "Running", "Dead")
                            .row(
                                    Long.toString(children.pending()),
                                    Long.toString(children.running()),
                                    Long.toString(children.dead())));
        }
        showList(parameters == null);
    }

    private void showList(boolean launched) {
        String prefix = job.id() + (launched ? "/periodic-" : "/dispatch-");
        List<JobListStub> jobs = context.ask(
                "Error querying child jobs",
                () -> context.client().jobs().list(query.prefix(prefix)).value());
        Table table = Table.withHeader("ID", "Status");
        List<JobListStub> children = jobs.stream()
                .filter(child -> child.parentId().equals(job.id()))
                .sorted(Comparator.comparing(JobListStub::id))
                .toList();
        children.forEach(child -> table.row(child.id(), JobLookup.status(child.status(), child.stop())));
        String none =
                launched ? "No instances of periodic job found" : "No dispatched instances of parameterized job found";
        if (children.isEmpty()) {
            context.print("\n" + none);
        } else {
            context.section(launched ? "Previously Launched Jobs" : "Dispatched Jobs", table);
        }
    }
}
