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
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.JobSubmission;
import dev.drover.sdk.ApiException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code job start}: registers the newest version of a stopped job once more, with the file that it came from. */
public final class JobStartCommand extends BaseCommand {
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once, with the id of the evaluation");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");

    public JobStartCommand() {
        super("Start stopped jobs again", "<job>...");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty()) {
            throw new UsageException("This command takes at least one argument: <job>");
        }
        int code = 0;
        for (String typed : arguments) {
            try {
                code = Math.max(code, start(context, JobLookup.whole(context, typed)));
            } catch (Failure fault) {
                context.complain(String.valueOf(fault.getMessage()));
                code = 1;
            }
        }
        return code;
    }

    private int start(Context context, Job job) {
        if (!job.stop()) {
            context.print("Job \"" + job.id() + "\" has not been stopped and is currently "
                    + (job.status().isEmpty() ? "running" : job.status()));
            return 0;
        }
        Job again = JobBuilder.builder(job).stop(false).build();
        JobRegisterRequest request = new JobRegisterRequest(
                submission(context, job), again, true, job.jobModifyIndex(), false, false, false, 0);
        JobRegisterResponse response = context.ask(
                "Error starting job \"" + job.id() + "\"",
                () -> context.client()
                        .jobs()
                        .register(request, JobRunCommand.target(again))
                        .value());
        JobWarnings.print(context, response.warnings());
        if (response.evalId().isEmpty()) {
            context.print("Job \"" + job.id() + "\" started; it is periodic or parameterized, so nothing runs yet");
            return 0;
        }
        if (detach.get()) {
            context.print("Evaluation ID: " + response.evalId());
            return 0;
        }
        return new EvaluationMonitor(context, verbose.get()).watch(response.evalId());
    }

    private static @Nullable JobSubmission submission(Context context, Job job) {
        return context.ask("Error querying the file of job \"" + job.id() + "\"", () -> {
                    try {
                        return Optional.of(context.client()
                                .jobs()
                                .submission(job.id(), job.version(), JobLookup.namespace(job.namespace()))
                                .value());
                    } catch (ApiException missing) {
                        if (missing.isNotFound()) {
                            return Optional.<JobSubmission>empty();
                        }
                        throw missing;
                    }
                })
                .orElse(null);
    }
}
