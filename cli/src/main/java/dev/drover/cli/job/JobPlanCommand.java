package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.eval.PlacementText;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataTemplate;
import dev.drover.cli.text.Table;
import dev.drover.cli.text.Times;
import dev.drover.model.api.JobPlanRequest;
import dev.drover.model.api.JobPlanResponse;
import dev.drover.model.diff.JobDiff;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.job.Job;
import dev.drover.model.text.Durations;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.JsonTree;
import java.io.IOException;
import java.util.List;

/** {@code job plan}: what running the job file would do. */
public final class JobPlanCommand extends BaseCommand {
    /** Exit code when allocations would be created or destroyed. */
    private static final int CHANGES = 1;

    private static final int FAILURE = 255;

    private final Flag<Boolean> diff = flags.toggle("diff", true, "show what differs from the running job");
    private final Flag<Boolean> policyOverride = flags.toggle("policy-override", "override soft policies");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show the parts that are added or deleted in full");
    private final Flag<Boolean> explain =
            flags.toggle("explain", "tell in words why groups find no room, and what would help");
    private final Flag<Boolean> jsonOutput = flags.toggle("json-output", "print the plan as JSON");
    private final Flag<String> template = flags.text("t", "template", "print the plan by a Go template");
    private final JobFileFlags file = new JobFileFlags(flags);

    public JobPlanCommand() {
        super(
                "Show what running a job file would do; exit code 0: no allocation changes, 1: some do, 255: error",
                "<path>");
    }

    @Override
    public int failureCode() {
        return FAILURE;
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        String path = single(arguments, "path");
        LoadedJob read = file.read(context, path);
        Job job = read.job();
        JobPlanRequest request = new JobPlanRequest(job, diff.get(), policyOverride.get(), explain.get());
        JobPlanResponse plan = context.ask(
                "Error during plan",
                () -> context.client()
                        .jobs()
                        .plan(job.id(), request, JobRunCommand.target(job))
                        .value());
        if (jsonOutput.get() || !template.get().isEmpty()) {
            JsonTree tree = JsonTree.parse(Json.writeEveryField(plan)).sorted();
            context.print(template.get().isEmpty() ? tree.pretty() : DataTemplate.render(template.get(), tree));
        } else {
            show(context, job, plan, path);
        }
        return exitCode(plan);
    }

    private static int exitCode(JobPlanResponse plan) {
        PlanAnnotations annotations = plan.annotations();
        boolean changes = annotations != null
                && annotations.desiredTgUpdates().values().stream()
                        .anyMatch(updates -> updates.stop()
                                        + updates.place()
                                        + updates.migrate()
                                        + updates.destructiveUpdate()
                                        + updates.canary()
                                > 0);
        return changes ? CHANGES : 0;
    }

    private void show(Context context, Job job, JobPlanResponse plan, String path) {
        JobDiff changes = plan.diff();
        if (diff.get() && changes != null) {
            context.io().out().print(new DiffText(context, verbose.get()).job(changes));
        }
        context.print(context.bold("Scheduler dry-run:"));
        dryRun(context, job, plan);
        context.print("");
        JobWarnings.print(context, plan.warnings());
        showPreemptions(context, plan);
        String index = Long.toUnsignedString(plan.jobModifyIndex());
        context.print(context.bold("Job Modify Index: " + index));
        context.print("To run the job only if nobody else has changed it since this plan:\n\n"
                + context.io().program() + " job run -check-index " + index + " " + file.words() + path);
    }

    private static void dryRun(Context context, Job job, JobPlanResponse plan) {
        Times times = context.times();
        if (plan.failedTgAllocs().isEmpty()) {
            context.print(context.colour("1;32", "- All tasks successfully allocated."));
        } else {
            context.print(context.colour("1;33", "- WARNING: Failed to place all allocations."));
            PlacementText.failures(plan.failedTgAllocs(), "  ").forEach(context::print);
            PlacementText.explanations(plan.explanations(), "  ").forEach(context::print);
        }
        if (job.periodic() != null && plan.nextPeriodicLaunch() != null) {
            context.print("- If submitted now, next periodic launch would be at "
                    + PeriodicLaunch.text(times, plan.nextPeriodicLaunch()) + ".");
        }
        plan.createdEvals().stream()
                .filter(evaluation -> evaluation.triggeredBy().equals("rolling-update"))
                .forEach(evaluation -> context.print("- Rolling update, next evaluation will be in "
                        + Durations.format(evaluation.waitFor()) + "."));
    }

    private static void showPreemptions(Context context, JobPlanResponse plan) {
        PlanAnnotations annotations = plan.annotations();
        if (annotations == null || annotations.preemptedAllocs().isEmpty()) {
            return;
        }
        Table table = Table.withHeader("Alloc ID", "Job ID", "Task Group");
        annotations.preemptedAllocs().forEach(alloc -> table.row(alloc.id(), alloc.jobId(), alloc.taskGroup()));
        context.print(context.bold("Preemptions:") + "\n\n" + table + "\n");
    }
}
