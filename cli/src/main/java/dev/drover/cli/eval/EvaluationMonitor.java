package dev.drover.cli.eval;

import dev.drover.cli.Context;
import dev.drover.cli.deployment.DeploymentMonitor;
import dev.drover.cli.text.Ids;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.sdk.Answer;
import dev.drover.sdk.Query;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows an evaluation until the scheduler is done with it, and then the deployment that it belongs to. It waits by blocking
 * queries, so it sees each change as it happens.
 */
public final class EvaluationMonitor {
    /** Exit code when a deployment failed. */
    private static final int DEPLOYMENT_FAILED = 1;

    /** Exit code when the scheduler could not place everything. */
    private static final int PLACEMENT_FAILED = 2;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Set<EvaluationStatus> FINAL =
            Set.of(EvaluationStatus.COMPLETE, EvaluationStatus.FAILED, EvaluationStatus.CANCELED);

    private final Context context;
    private final Ids ids;
    private final boolean verbose;
    private final Progress progress;
    private final Map<String, ClientStatus> seen = new HashMap<>();

    public EvaluationMonitor(Context context, boolean verbose) {
        this.context = context;
        this.verbose = verbose;
        this.ids = new Ids(verbose);
        this.progress = new Progress(context);
    }

    /**
     * Follows the evaluation to its end.
     *
     * @return the exit code: 0 all placed, 2 some could not be placed, 1 the deployment failed
     */
    public int watch(String evaluationId) {
        progress.step("Monitoring evaluation " + quoted(evaluationId));
        Evaluation evaluation = followToEnd(evaluationId);
        boolean placed = evaluation.failedTgAllocs().isEmpty();
        String finished = "Evaluation " + quoted(evaluationId) + " finished with status \""
                + evaluation.status().wireName() + "\"";
        progress.step(placed ? finished : finished + " but failed to place all allocations:");
        PlacementText.failures(evaluation.failedTgAllocs(), "    ").forEach(context::print);
        if (!evaluation.blockedEval().isEmpty()) {
            progress.detail("Evaluation " + quoted(evaluation.blockedEval())
                    + " waiting for additional capacity to place remainder");
        }
        if (!evaluation.nextEval().isEmpty()) {
            progress.detail("Monitoring next evaluation " + quoted(evaluation.nextEval()));
            return watch(evaluation.nextEval());
        }
        boolean healthy = evaluation.deploymentId().isEmpty()
                || new DeploymentMonitor(context, verbose).watch(evaluation.deploymentId());
        return !placed ? PLACEMENT_FAILED : healthy ? 0 : DEPLOYMENT_FAILED;
    }

    private Evaluation followToEnd(String id) {
        EvaluationStatus status = EvaluationStatus.PENDING;
        boolean introduced = false;
        String deployment = "";
        Query query = Query.NONE;
        while (true) {
            Answer<Evaluation> answer = read(id, query);
            Evaluation evaluation = answer.value();
            if (!introduced) {
                introduce(evaluation);
                introduced = true;
            }
            showAllocations(evaluation);
            if (!evaluation.deploymentId().equals(deployment)) {
                deployment = evaluation.deploymentId();
                progress.detail("Evaluation within deployment: " + quoted(deployment));
            }
            if (evaluation.status() != status) {
                progress.detail("Evaluation status changed: \"" + status.wireName() + "\" -> \""
                        + evaluation.status().wireName() + "\"");
                status = evaluation.status();
            }
            if (FINAL.contains(status)) {
                return evaluation;
            }
            query = Query.NONE.index(Math.max(1, answer.index())).waitAtMost(LONGEST_WAIT);
        }
    }

    private Answer<Evaluation> read(String id, Query query) {
        return context.ask(
                "Error reading evaluation", () -> context.client().evaluations().info(id, query));
    }

    private void introduce(Evaluation evaluation) {
        String cause = evaluation.nodeId().isEmpty()
                ? "job \"" + evaluation.jobId() + "\""
                : "node " + quoted(evaluation.nodeId());
        progress.detail("Evaluation triggered by " + cause);
    }

    private void showAllocations(Evaluation evaluation) {
        List<AllocationListStub> allocations = context.ask(
                "Error reading allocations",
                () -> context.client()
                        .evaluations()
                        .allocations(evaluation.id(), Query.NONE)
                        .value());
        allocations.stream()
                .sorted(Comparator.comparingLong(AllocationListStub::createIndex)
                        .thenComparing(AllocationListStub::name))
                .forEach(alloc -> show(alloc, evaluation));
    }

    private void show(AllocationListStub alloc, Evaluation evaluation) {
        ClientStatus before = seen.put(alloc.id(), alloc.clientStatus());
        if (before == null) {
            boolean created = alloc.createIndex() >= evaluation.createIndex();
            progress.detail("Allocation " + quoted(alloc.id()) + (created ? " created" : " modified") + ": node "
                    + quoted(alloc.nodeId()) + ", group \"" + alloc.taskGroup() + "\"");
        } else if (before != alloc.clientStatus()) {
            String description = alloc.clientDescription().isEmpty() ? "" : " (" + alloc.clientDescription() + ")";
            progress.detail("Allocation " + quoted(alloc.id()) + " status changed: \"" + before.wireName() + "\" -> \""
                    + alloc.clientStatus().wireName() + "\"" + description);
        }
    }

    private String quoted(String id) {
        return "\"" + ids.shown(id) + "\"";
    }
}
