package dev.drover.cli.job;

import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.text.Table;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobListStub;
import dev.drover.sdk.Query;
import java.util.List;

/** Finds a job by its id or the beginning of it. */
public final class JobLookup {
    private JobLookup() {}

    static JobListStub stub(Context context, String typed) {
        List<JobListStub> found = context.ask(
                "Error querying job",
                () -> context.client().jobs().list(Query.NONE.prefix(typed)).value());
        List<JobListStub> exact =
                found.stream().filter(job -> job.id().equals(typed)).toList();
        if (found.isEmpty()) {
            throw new Failure("No job(s) with prefix or ID \"" + typed + "\" found");
        }
        if (exact.size() == 1) {
            return exact.getFirst();
        }
        if (found.size() > 1) {
            throw new Failure("Prefix matched multiple jobs\n\n" + table(context, found, exact.size() > 1));
        }
        return found.getFirst();
    }

    static Job whole(Context context, String typed) {
        JobListStub stub = stub(context, typed);
        return context.ask(
                "Error querying job",
                () -> context.client()
                        .jobs()
                        .info(stub.id(), namespace(stub.namespace()))
                        .value());
    }

    /** For calls about a job that was found in a namespace. */
    static Query namespace(String namespace) {
        return Query.NONE.withGiven("namespace", namespace);
    }

    public static Table table(Context context, List<JobListStub> jobs, boolean namespaces) {
        Table table = namespaces
                ? Table.withHeader("ID", "Namespace", "Type", "Priority", "Status", "Submit Date")
                : Table.withHeader("ID", "Type", "Priority", "Status", "Submit Date");
        for (JobListStub job : jobs) {
            String type = type(job.type(), job.periodic(), job.parameterizedJob());
            String priority = Integer.toString(job.priority());
            String status = status(job.status(), job.stop());
            String submitted = context.times().at(job.submitTime());
            if (namespaces) {
                table.row(job.id(), job.namespace(), type, priority, status, submitted);
            } else {
                table.row(job.id(), type, priority, status, submitted);
            }
        }
        return table;
    }

    static String type(String type, boolean periodic, boolean parameterized) {
        return type + (periodic ? "/periodic" : "") + (parameterized ? "/parameterized" : "");
    }

    static String status(String status, boolean stopped) {
        return stopped ? status + " (stopped)" : status;
    }
}
