package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobListStub;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.JsonTree;
import dev.drover.sdk.Query;
import java.util.List;
import java.util.Map;

/** {@code job inspect}: the job as the servers keep it. */
public final class JobInspectCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);
    private final Flag<Boolean> hcl = flags.toggle("hcl", "print the job file that was submitted");
    private final Flag<Boolean> withVariables = flags.toggle("with-vars", "with -hcl: also print its variables");
    private final Flag<String> version = flags.text("version", "number", "this version instead of the newest");

    public JobInspectCommand() {
        super("Print a job as JSON, with every field", "<job>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty() && data.wanted()) {
            data.print(
                    context,
                    context.ask(
                            "Error querying jobs",
                            () -> context.client().jobs().list(Query.NONE).value()));
            return 0;
        }
        JobListStub stub = JobLookup.stub(context, single(arguments, "job"));
        Job job = version.given() ? older(context, stub) : newest(context, stub);
        if (hcl.get()) {
            printSource(context, job);
        } else if (data.wanted()) {
            data.print(context, job);
        } else {
            context.print(JsonTree.parse(Json.writeEveryField(Map.of("Job", job)))
                    .sorted()
                    .pretty());
        }
        return 0;
    }

    private static Job newest(Context context, JobListStub stub) {
        return context.ask(
                "Error inspecting job",
                () -> context.client()
                        .jobs()
                        .info(stub.id(), JobLookup.namespace(stub.namespace()))
                        .value());
    }

    private Job older(Context context, JobListStub stub) {
        return context
                .ask(
                        "Error inspecting job",
                        () -> context.client()
                                .jobs()
                                .versions(stub.id(), JobLookup.namespace(stub.namespace()))
                                .value())
                .versions()
                .stream()
                .filter(job -> version.get().equals(Long.toString(job.version())))
                .findFirst()
                .orElseThrow(() -> new Failure("Job \"" + stub.id() + "\" has no version " + version.get()));
    }

    private void printSource(Context context, Job job) {
        JobSubmission submission = context.ask(
                "Error reading the job's source",
                () -> context.client()
                        .jobs()
                        .submission(job.id(), job.version(), JobLookup.namespace(job.namespace()))
                        .value());
        if (withVariables.get()) {
            new TreeMap<>(submission.variableFlags())
                    .forEach((name, value) -> context.print("# -var " + name + "=" + value));
            submission.variables().lines().forEach(line -> context.print("# " + line));
        }
        context.print(submission.source().stripTrailing());
    }
}
