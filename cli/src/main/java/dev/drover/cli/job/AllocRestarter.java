package dev.drover.cli.job;

import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.eval.Progress;
import dev.drover.cli.text.Ids;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.api.AllocationRestartRequest;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.sdk.Answer;
import dev.drover.sdk.Query;
import java.time.Duration;
import java.util.List;

/**
 * Restarts one allocation, in place or by having it replaced.
 *
 * @param tasks only these; none for those that run
 * @param allTasks also tasks that have ended
 * @param replace have the scheduler put another in its place
 */
record AllocRestarter(
        Context context,
        Progress progress,
        Ids ids,
        List<String> tasks,
        boolean allTasks,
        boolean replace,
        boolean noShutdownDelay) {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Throws {@link Failure} when it does not run again. */
    void restart(AllocationListStub alloc, List<String> tasksOfGroup) {
        String which = "allocation \"" + ids.shown(alloc.id()) + "\" for group \"" + alloc.taskGroup() + "\"";
        Query query = Query.NONE.withGiven("namespace", alloc.namespace());
        if (replace) {
            progress.detail("Rescheduling " + which);
            awaitReplacement(alloc, query);
            return;
        }
        List<String> chosen = tasks.stream().filter(tasksOfGroup::contains).toList();
        if (chosen.isEmpty()) {
            progress.detail("Restarting " + (allTasks ? "all" : "running") + " tasks in " + which);
            restartTask(alloc, "", query);
            return;
        }
        for (String task : chosen) {
            progress.detail("Restarting task \"" + task + "\" in " + which);
            restartTask(alloc, task, query);
        }
    }

    private void restartTask(AllocationListStub alloc, String task, Query query) {
        AllocationRestartRequest request = new AllocationRestartRequest(task, allTasks, alloc.id());
        context.tell(
                "Failed to restart allocation \"" + ids.shown(alloc.id()) + "\"",
                () -> context.client()
                        .allocations()
                        .restart(request, query.withTrue("no_shutdown_delay", noShutdownDelay)));
    }

    private void awaitReplacement(AllocationListStub alloc, Query query) {
        String evaluationId = context.ask(
                "Failed to stop allocation \"" + ids.shown(alloc.id()) + "\"",
                () -> context.client()
                        .allocations()
                        .stop(alloc.id(), query.withTrue("no_shutdown_delay", noShutdownDelay))
                        .value()
                        .evalId());
        Evaluation evaluation = awaitEnd(evaluationId, query);
        if (evaluation.failedTgAllocs().containsKey(alloc.taskGroup())) {
            throw new Failure("No node has room for the replacement of allocation \"" + ids.shown(alloc.id()) + "\"; `"
                    + context.io().program() + " eval status " + ids.shown(evaluationId) + "` tells why");
        }
        String next = context.ask(
                "Error querying allocation",
                () -> context.client()
                        .allocations()
                        .info(alloc.id(), query)
                        .value()
                        .nextAllocation());
        if (!next.isEmpty()) {
            awaitRunning(next, query);
        }
    }

    private Evaluation awaitEnd(String id, Query query) {
        Query asked = query;
        while (true) {
            Query now = asked;
            Answer<Evaluation> answer = context.ask(
                    "Error reading evaluation",
                    () -> context.client().evaluations().info(id, now));
            EvaluationStatus status = answer.value().status();
            if (status == EvaluationStatus.COMPLETE) {
                return answer.value();
            }
            if (status == EvaluationStatus.FAILED || status == EvaluationStatus.CANCELED) {
                throw new Failure("Evaluation \"" + ids.shown(id) + "\" ended as " + status.wireName() + ": "
                        + answer.value().statusDescription());
            }
            asked = query.index(Math.max(1, answer.index())).waitAtMost(LONGEST_WAIT);
        }
    }

    private void awaitRunning(String id, Query query) {
        Query asked = query;
        while (true) {
            Query now = asked;
            Answer<Allocation> answer = context.ask(
                    "Error querying allocation",
                    () -> context.client().allocations().info(id, now));
            ClientStatus status = answer.value().clientStatus();
            if (status == ClientStatus.RUNNING || status == ClientStatus.COMPLETE) {
                return;
            }
            if (status == ClientStatus.FAILED || status == ClientStatus.LOST) {
                throw new Failure("The replacement, allocation \"" + ids.shown(id) + "\", is " + status.wireName()
                        + "; `" + context.io().program() + " alloc status " + ids.shown(id) + "` tells why");
            }
            asked = query.index(Math.max(1, answer.index())).waitAtMost(LONGEST_WAIT);
        }
    }
}
