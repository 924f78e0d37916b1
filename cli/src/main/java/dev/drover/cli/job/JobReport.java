package dev.drover.cli.job;

import dev.drover.cli.Context;
import dev.drover.cli.alloc.AllocTable;
import dev.drover.cli.deployment.DeploymentText;
import dev.drover.cli.eval.PlacementText;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Table;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobSummary;
import dev.drover.model.wire.Defaults;
import dev.drover.sdk.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** One job for people: what it is, what runs of it, and what keeps the rest from running. */
final class JobReport {
    private final Context context;
    private final Job job;
    private final Query query;
    private final boolean verbose;

    JobReport(Context context, Job job, Query query, boolean verbose) {
        this.context = context;
        this.job = job;
        this.query = query;
        this.verbose = verbose;
    }

    private boolean isPeriodic() {
        return job.periodic() != null;
    }

    private boolean isParameterized() {
        return job.parameterizedJob() != null && !job.dispatched();
    }

    void facts() {
        Facts facts = new Facts()
                .add("ID", job.id())
                .add("Name", job.name())
                .add("Submit Date", context.times().at(job.submitTime()))
                .add("Type", job.type())
                .add("Priority", job.priority())
                .add("Datacenters", String.join(",", job.datacenters()))
                .add("Namespace", job.namespace())
                .add("Node Pool", job.nodePool())
                .add("Status", JobLookup.status(job.status(), job.stop()))
                .add("Periodic", isPeriodic())
                .add("Parameterized", isParameterized());
        if (isPeriodic() && !isParameterized() && !job.stop()) {
            facts.add("Next Periodic Launch", PeriodicLaunch.next(context, job).orElse("none"));
        }
        if (job.versionTag() != null) {
            facts.add("Version Tag", job.versionTag().name());
        }
        context.print(facts);
    }

    void sections(boolean withEvaluations, boolean allAllocations) {
        if (isPeriodic() || isParameterized()) {
            new ChildrenReport(context, job, query).show();
        } else {
            showSummary();
        }
        List<Evaluation> evaluations = context.ask(
                "Error querying job evaluations",
                () -> context.client().jobs().evaluations(job.id(), query).value());
        if (withEvaluations) {
            showEvaluations(evaluations);
        }
        if (isPeriodic() || isParameterized()) {
            return;
        }
        latestUnplaced(evaluations).ifPresent(this::showPlacementFailures);
        showRescheduling(evaluations);
        context.ask(
                        "Error querying job deployments",
                        () -> context.client()
                                .jobs()
                                .latestDeployment(job.id(), query)
                                .value())
                .ifPresent(deployment ->
                        context.section("Latest Deployment", DeploymentText.latest(context, deployment, verbose)));
        showActions();
        List<AllocationListStub> allocations = context.ask(
                "Error querying job allocations",
                () -> context.client()
                        .jobs()
                        .allocations(job.id(), allAllocations, query)
                        .value());
        context.section("Allocations", AllocTable.of(context, allocations, verbose));
    }

    private void showSummary() {
        JobSummary summary = context.ask(
                "Error querying job summary",
                () -> context.client().jobs().summary(job.id(), query).value());
        if (summary.summary().isEmpty()) {
            return;
        }
        Table table = Table.withHeader(
                "Task Group", "Queued", "Starting", "Running", "Failed", "Complete", "Lost", "Unknown");
        new TreeMap<>(summary.summary())
                .forEach((group, counts) -> table.row(
                        group,
                        Integer.toString(counts.queued()),
                        Integer.toString(counts.starting()),
                        Integer.toString(counts.running()),
                        Integer.toString(counts.failed()),
                        Integer.toString(counts.complete()),
                        Integer.toString(counts.lost()),
                        Integer.toString(counts.unknown())));
        context.section("Summary", table);
    }

    private void showEvaluations(List<Evaluation> evaluations) {
        Table table = Table.withHeader("ID", "Priority", "Triggered By", "Status", "Placement Failures");
        evaluations.stream()
                .sorted(Comparator.comparingLong(Evaluation::createIndex).reversed())
                .forEach(evaluation -> table.row(
                        new Ids(verbose).shown(evaluation.id()),
                        Integer.toString(evaluation.priority()),
                        evaluation.triggeredBy(),
                        evaluation.status().wireName(),
                        Boolean.toString(!evaluation.failedTgAllocs().isEmpty())));
        context.section("Evaluations", table);
    }

    /** The newest evaluation, when something waits for room and it tells why. */
    private static Optional<Evaluation> latestUnplaced(List<Evaluation> evaluations) {
        boolean blocked = evaluations.stream().anyMatch(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED);
        return evaluations.stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.COMPLETE)
                .max(Comparator.comparingLong(Evaluation::createIndex))
                .filter(evaluation -> blocked && !evaluation.failedTgAllocs().isEmpty());
    }

    private void showPlacementFailures(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        for (var failure : new TreeMap<String, AllocationMetric>(evaluation.failedTgAllocs()).entrySet()) {
            lines.add("Task Group \"" + failure.getKey() + "\":");
            lines.addAll(PlacementText.reasons(failure.getValue(), "  "));
        }
        context.section("Placement Failure", String.join("\n", lines));
    }

    private void showRescheduling(List<Evaluation> evaluations) {
        Table table = Table.withHeader("Eval ID", "Eval Time");
        List<Evaluation> waiting = evaluations.stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.PENDING)
                .filter(evaluation -> !evaluation.waitUntil().equals(Defaults.NO_TIME))
                .toList();
        waiting.forEach(evaluation -> table.row(
                new Ids(verbose).shown(evaluation.id()), context.times().since(evaluation.waitUntil())));
        if (!waiting.isEmpty()) {
            context.section("Future Rescheduling Attempts", table);
        }
    }

    private void showActions() {
        Table table = Table.withHeader("Action Name", "Task Group", "Task");
        boolean some = false;
        for (var group : job.taskGroups()) {
            for (var task : group.tasks()) {
                for (var action : task.actions()) {
                    table.row(action.name(), group.name(), task.name());
                    some = true;
                }
            }
        }
        if (some) {
            context.section("Actions", table);
        }
    }
}
