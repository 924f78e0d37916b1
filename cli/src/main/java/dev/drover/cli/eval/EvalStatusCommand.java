package dev.drover.cli.eval;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.alloc.AllocTable;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Table;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStub;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.wire.Defaults;
import dev.drover.sdk.Query;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code eval status}. */
public final class EvalStatusCommand extends BaseCommand {
    private final Flag<Boolean> monitor = flags.toggle("monitor", "follow the evaluation until it is done");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids and times, and related evaluations");
    private final DataFlags data = new DataFlags(flags);
    private final Flag<Boolean> ui = flags.toggle("ui", "open the page of the web UI");

    public EvalStatusCommand() {
        super("Show one evaluation, or list all with -json or -t", "<evaluation>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty() && data.wanted()) {
            data.print(
                    context,
                    context.ask(
                            "Error querying evaluations",
                            () -> context.client()
                                    .evaluations()
                                    .list(Query.NONE)
                                    .value()));
            return 0;
        }
        Evaluation found = EvalLookup.one(context, single(arguments, "evaluation"));
        if (monitor.get()) {
            return new EvaluationMonitor(context, verbose.get()).watch(found.id());
        }
        Evaluation evaluation = context.ask(
                "Error querying evaluation",
                () -> context.client()
                        .evaluations()
                        .info(found.id(), Query.NONE.withTrue("related", verbose.get()))
                        .value());
        if (data.wanted()) {
            data.print(context, evaluation);
            return 0;
        }
        show(context, evaluation);
        context.hint("View evaluation details", "evaluations?currentEval=" + evaluation.id());
        context.openPage(ui.get(), "evaluations?currentEval=" + evaluation.id());
        return 0;
    }

    /** How it went for placements: yes or no, or that it is too early to say. */
    static String failures(Evaluation evaluation) {
        return switch (evaluation.status()) {
            case BLOCKED, PENDING -> "N/A - In Progress";
            case COMPLETE, FAILED, CANCELED ->
                Boolean.toString(!evaluation.failedTgAllocs().isEmpty());
        };
    }

    private void show(Context context, Evaluation evaluation) {
        context.print(facts(context, evaluation));
        showAnnotations(context, evaluation);
        showRelated(context, evaluation);
        if (!evaluation.failedTgAllocs().isEmpty()) {
            context.section(
                    "Failed Placements", String.join("\n", PlacementText.failures(evaluation.failedTgAllocs(), "")));
            Map<String, List<String>> explanation = context.ask(
                    "Error querying explanation",
                    () -> context.client()
                            .evaluations()
                            .explanation(evaluation.id())
                            .value());
            PlacementText.explanations(explanation, "").forEach(context::print);
            if (!evaluation.blockedEval().isEmpty()) {
                context.print("\nEvaluation \"" + new Ids(verbose.get()).shown(evaluation.blockedEval())
                        + "\" waiting for additional capacity to place remainder");
            }
        }
        List<AllocationListStub> placed = context.ask(
                "Error querying allocations",
                () -> context.client()
                        .evaluations()
                        .allocations(evaluation.id(), Query.NONE)
                        .value());
        context.section("Placed Allocations", AllocTable.of(context, placed, verbose.get()));
    }

    private Facts facts(Context context, Evaluation evaluation) {
        Ids ids = new Ids(verbose.get());
        String description = evaluation.statusDescription().isEmpty()
                ? evaluation.status().wireName()
                : evaluation.statusDescription();
        Facts facts = new Facts()
                .add("ID", ids.shown(evaluation.id()))
                .add("Create Time", context.times().shown(evaluation.createTime(), verbose.get()))
                .add("Modify Time", context.times().shown(evaluation.modifyTime(), verbose.get()))
                .add("Status", evaluation.status().wireName())
                .add("Status Description", description)
                .add("Type", evaluation.type())
                .add("TriggeredBy", evaluation.triggeredBy());
        if (!evaluation.jobId().isEmpty()) {
            facts.add("Job ID", evaluation.jobId()).add("Namespace", evaluation.namespace());
        }
        if (!evaluation.nodeId().isEmpty()) {
            facts.add("Node ID", ids.shown(evaluation.nodeId()));
        }
        facts.add("Priority", evaluation.priority()).add("Placement Failures", failures(evaluation));
        if (!evaluation.waitUntil().equals(Defaults.NO_TIME)) {
            facts.add("Wait Until", context.times().at(evaluation.waitUntil()));
        }
        if (!evaluation.quotaLimitReached().isEmpty()) {
            facts.add("Quota Limit Reached", evaluation.quotaLimitReached());
        }
        return facts.add("Previous Eval", ids.orNone(evaluation.previousEval()))
                .add("Next Eval", ids.orNone(evaluation.nextEval()))
                .add("Blocked Eval", ids.orNone(evaluation.blockedEval()));
    }

    private static void showAnnotations(Context context, Evaluation evaluation) {
        PlanAnnotations annotations = evaluation.planAnnotations();
        if (annotations == null || annotations.desiredTgUpdates().isEmpty()) {
            return;
        }
        Table table = Table.withHeader("Task Group", "Ignore", "Place", "Stop", "InPlace", "Destructive");
        new TreeMap<>(annotations.desiredTgUpdates())
                .forEach((group, updates) -> table.row(
                        group,
                        Long.toString(updates.ignore()),
                        Long.toString(updates.place()),
                        Long.toString(updates.stop()),
                        Long.toString(updates.inPlaceUpdate()),
                        Long.toString(updates.destructiveUpdate())));
        context.section("Plan Annotations", table);
    }

    private void showRelated(Context context, Evaluation evaluation) {
        if (!verbose.get() || evaluation.relatedEvals().isEmpty()) {
            return;
        }
        Table table = Table.withHeader("ID", "Priority", "Triggered By", "Node ID", "Status", "Description");
        for (EvaluationStub related : evaluation.relatedEvals()) {
            table.row(
                    related.id(),
                    Integer.toString(related.priority()),
                    related.triggeredBy(),
                    Table.orNone(related.nodeId()),
                    related.status().wireName(),
                    Table.orNone(related.statusDescription()));
        }
        context.section("Related Evaluations", table);
    }
}
