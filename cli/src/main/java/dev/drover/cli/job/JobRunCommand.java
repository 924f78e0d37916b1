package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.eval.EvaluationMonitor;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.JobRegisterRequest;
import dev.drover.model.api.JobRegisterResponse;
import dev.drover.model.job.Job;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.JsonTree;
import dev.drover.sdk.ApiException;
import dev.drover.sdk.Query;
import dev.drover.sdk.UnreachableException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code job run}: registers a job, then follows what the scheduler makes of it. */
public final class JobRunCommand extends BaseCommand {
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once, with the id of the evaluation");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");
    private final Flag<Boolean> output = flags.toggle("output", "print the job as JSON and register nothing");
    private final Flag<String> checkIndex = flags.text(
            "check-index", "index", "register only if the job's modify index is this one; 0 if the job is new");
    private final Flag<Boolean> policyOverride = flags.toggle("policy-override", "override soft policies");
    private final Flag<Boolean> preserveCounts = flags.toggle("preserve-counts", "keep the running counts of groups");
    private final Flag<Boolean> preserveResources =
            flags.toggle("preserve-resources", "keep the running resources of tasks");
    private final Flag<String> consulNamespace = flags.text("consul-namespace", "name", "Consul namespace of the job");
    private final Flag<Long> evalPriority =
            flags.number("eval-priority", "number", 0, "priority of the evaluation, 1 to 100; default that of the job");
    private final Flag<Boolean> ui = flags.toggle("ui", "open the page of the web UI");
    private final JobFileFlags file = new JobFileFlags(flags);

    public JobRunCommand() {
        super("Run a new job or update an existing one", "<path>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        LoadedJob read = file.read(context, single(arguments, "path"));
        Job job = consulNamespace.given()
                ? JobFileFlags.inConsulNamespace(read.job(), consulNamespace.get())
                : read.job();
        if (output.get()) {
            context.print(JsonTree.parse(Json.writeEveryField(Map.of("Job", job)))
                    .sorted()
                    .pretty());
            return 0;
        }
        JobRegisterResponse response = register(context, read, job);
        JobWarnings.print(context, response.warnings());
        boolean runsLater = job.periodic() != null || job.parameterizedJob() != null;
        if (!detach.get() && !runsLater) {
            int code = new EvaluationMonitor(context, verbose.get()).watch(response.evalId());
            finish(context, job);
            return code;
        }
        context.print("Job registration successful");
        if (job.periodic() != null && job.parameterizedJob() == null) {
            PeriodicLaunch.next(context, job).ifPresent(next -> context.print("Approximate next launch time: " + next));
        }
        if (!response.evalId().isEmpty()) {
            context.print("Evaluation ID: " + response.evalId());
        }
        finish(context, job);
        return 0;
    }

    private JobRegisterResponse register(Context context, LoadedJob read, Job job) throws UsageException {
        JobRegisterRequest request = new JobRegisterRequest(
                read.submission(),
                job,
                checkIndex.given(),
                index(),
                policyOverride.get(),
                preserveCounts.get(),
                preserveResources.get(),
                evalPriority.get().intValue());
        try {
            return context.client().jobs().register(request, target(job)).value();
        } catch (ApiException refused) {
            if (refused.reason().contains("Enforcing job modify index")) {
                throw new Failure("Job not updated\n" + refused.reason());
            }
            throw new Failure("Error submitting job: " + refused.getMessage());
        } catch (UnreachableException silent) {
            throw new Failure("Error submitting job: " + context.explain(silent));
        }
    }

    /** Where the job file says that the job belongs. */
    static Query target(Job job) {
        return Query.NONE.withGiven("namespace", job.namespace()).withGiven("region", job.region());
    }

    private long index() throws UsageException {
        try {
            return checkIndex.given() ? Long.parseUnsignedLong(checkIndex.get()) : 0;
        } catch (NumberFormatException fault) {
            throw new UsageException("Error parsing check-index value \"" + checkIndex.get() + "\": expected a number");
        }
    }

    private void finish(Context context, Job job) {
        String page = JobPages.of(job.id(), job.namespace());
        context.hint("View this job", page);
        context.openPage(ui.get(), page);
    }
}
