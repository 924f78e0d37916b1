package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.eval.EvaluationMonitor;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.JobRegisterResponse;
import dev.drover.model.api.JobRevertRequest;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobListStub;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code job revert}. */
public final class JobRevertCommand extends BaseCommand {
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once, with the id of the evaluation");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");

    public JobRevertCommand() {
        super("Go back to an older version of a job", "<job> <version|tag>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.size() != 2) {
            throw new UsageException("This command takes two arguments: <job> <version|tag>");
        }
        JobListStub job = JobLookup.stub(context, arguments.get(0));
        Query query = JobLookup.namespace(job.namespace());
        long version = version(context, job, arguments.get(1), query);
        JobRegisterResponse response = context.ask(
                "Error retrieving job versions",
                () -> context.client()
                        .jobs()
                        .revert(new JobRevertRequest(job.id(), version, null), query)
                        .value());
        JobWarnings.print(context, response.warnings());
        if (response.evalId().isEmpty()) {
            return 0;
        }
        if (detach.get()) {
            context.print("Evaluation ID: " + response.evalId());
            return 0;
        }
        return new EvaluationMonitor(context, verbose.get()).watch(response.evalId());
    }

    private static long version(Context context, JobListStub job, String typed, Query query) {
        if (typed.chars().allMatch(Character::isDigit)) {
            return Long.parseLong(typed);
        }
        return context
                .ask(
                        "Error retrieving job versions",
                        () -> context.client().jobs().versions(job.id(), query).value())
                .versions()
                .stream()
                .filter(one ->
                        one.versionTag() != null && one.versionTag().name().equals(typed))
                .mapToLong(Job::version)
                .findFirst()
                .orElseThrow(() -> new Failure("Job \"" + job.id() + "\" has no version tagged \"" + typed + "\""));
    }
}
