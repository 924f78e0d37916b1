package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.eval.EvaluationMonitor;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.JobRegisterResponse;
import dev.drover.model.api.ScalingRequestBuilder;
import dev.drover.model.job.JobListStub;
import dev.drover.sdk.Query;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** {@code job scale}: sets the count of a group. */
public final class JobScaleCommand extends BaseCommand {
    private final Flag<Long> checkIndex =
            flags.number("check-index", "index", 0, "scale only if the job's modify index is this one; 0 to scale any");
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once, with the id of the evaluation");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");

    public JobScaleCommand() {
        super("Change how many allocations a group of a job has", "<job> [group] <count>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.size() < 2 || arguments.size() > 3) {
            throw new UsageException("This command takes two or three arguments: <job> [group] <count>");
        }
        long count = count(arguments.getLast());
        JobListStub job = JobLookup.stub(context, arguments.getFirst());
        Query query = JobLookup.namespace(job.namespace());
        String group = arguments.size() == 3 ? arguments.get(1) : onlyGroup(context, job, query);
        ScalingRequestBuilder request = ScalingRequestBuilder.builder()
                .count(count)
                .target(Map.of("Namespace", job.namespace(), "Job", job.id(), "Group", group))
                .message("submitted using the command line")
                .jobModifyIndex(checkIndex.get());
        JobRegisterResponse response = context.ask(
                "Error submitting scaling request",
                () -> context.client()
                        .jobs()
                        .scale(job.id(), request.build(), query)
                        .value());
        JobWarnings.print(context, response.warnings());
        if (response.evalId().isEmpty()) {
            context.print(
                    "Job scaled; it is periodic or parameterized, so the count holds for what starts from now on");
            return 0;
        }
        if (detach.get()) {
            context.print("Evaluation ID: " + response.evalId());
            return 0;
        }
        return new EvaluationMonitor(context, verbose.get()).watch(response.evalId());
    }

    private static long count(String text) throws UsageException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException fault) {
            throw new UsageException("Failed to convert count string \"" + text + "\": expected a whole number");
        }
    }

    private static String onlyGroup(Context context, JobListStub job, Query query) {
        TreeSet<String> groups = new TreeSet<>(context.ask(
                "Error querying job",
                () -> context.client()
                        .jobs()
                        .scaleStatus(job.id(), query)
                        .value()
                        .taskGroups()
                        .keySet()));
        if (groups.size() != 1) {
            throw new Failure("Group name required: job \"" + job.id() + "\" has the groups "
                    + String.join(", ", groups) + "; write it before the count");
        }
        return groups.first();
    }
}
