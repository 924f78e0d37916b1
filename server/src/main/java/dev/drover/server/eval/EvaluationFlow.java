package dev.drover.server.eval;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.server.log.Applied;
import dev.drover.state.Statuses;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.DeploymentCommand;
import dev.drover.state.command.EvaluationCommand;
import dev.drover.state.command.GarbageCommand;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.command.SnapshotCommand;
import dev.drover.state.plan.AllocationStop;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Leads evaluations from the log to where they belong: pending ones to the broker, blocked ones to where they wait, and back when
 * a command has made room. It runs on the thread that applies, so an evaluation is with a worker microseconds after its commit.
 */
public final class EvaluationFlow {
    private final EvalBroker broker;
    private final BlockedEvaluations blocked;
    private final Consumer<Evaluation> cancel;

    /**
     * Knows where evaluations go.
     *
     * @param cancel is told of evaluations that another has replaced; may not propose on the calling thread
     */
    public EvaluationFlow(EvalBroker broker, BlockedEvaluations blocked, Consumer<Evaluation> cancel) {
        this.broker = broker;
        this.blocked = blocked;
        this.cancel = cancel;
    }

    public void applied(Applied applied) {
        if (applied.command() instanceof SettingsCommand.SetSchedulerConfiguration) {
            broker.pause(applied.after().schedulerConfiguration().pauseEvalBroker());
        }
        freed(applied);
        evaluations(applied.command())
                .flatMap(id -> applied.after().evaluation(id).stream())
                .forEach(this::route);
    }

    private void route(Evaluation evaluation) {
        switch (evaluation.status()) {
            case PENDING -> broker.enqueue(evaluation);
            case BLOCKED -> block(evaluation);
            case COMPLETE, FAILED, CANCELED -> {
                broker.forget(evaluation.id());
                blocked.forget(evaluation.id());
            }
        }
    }

    private void block(Evaluation evaluation) {
        BlockedEvaluations.Outcome outcome = blocked.block(evaluation);
        outcome.duplicate().ifPresent(cancel);
        if (outcome.retryNow()) {
            broker.enqueue(evaluation);
        }
    }

    /** Ids of the evaluations that a command has written. */
    private static Stream<String> evaluations(Command command) {
        return switch (command) {
            case JobCommand.Register change -> id(change.evaluation());
            case JobCommand.Deregister change -> id(change.evaluation());
            case JobCommand.Scale change -> id(change.evaluation());
            case JobCommand.SetStable change -> Stream.empty();
            case JobCommand.SetTag change -> Stream.empty();
            case JobCommand.RemoveTag change -> Stream.empty();
            case JobCommand.RecordLaunch change -> Stream.empty();
            case NodeCommand.Register change -> ids(change.evaluations());
            case NodeCommand.UpdateStatus change -> ids(change.evaluations());
            case NodeCommand.UpdateEligibility change -> ids(change.evaluations());
            case NodeCommand.Deregister change -> ids(change.evaluations());
            case NodeCommand.UpdateDrain change -> Stream.empty();
            case NodeCommand.CancelDrain change -> ids(change.evaluations());
            case NodeCommand.CompleteDrain change -> Stream.empty();
            case NodeCommand.AddEvents change -> Stream.empty();
            case AllocationCommand.UpdateFromClient change -> ids(change.evaluations());
            case AllocationCommand.SetTransitions change -> ids(change.evaluations());
            case EvaluationCommand.Upsert change -> ids(change.evaluations());
            case DeploymentCommand.UpdateStatus change -> id(change.evaluation());
            case DeploymentCommand.Promote change -> id(change.evaluation());
            case DeploymentCommand.SetHealth change -> id(change.evaluation());
            case PlanCommand.Commit change -> ids(change.plan().evaluations());
            case SettingsCommand change -> Stream.empty();
            case GarbageCommand change -> Stream.empty();
            case SnapshotCommand change -> Stream.empty();
        };
    }

    private static Stream<String> id(Optional<Evaluation> evaluation) {
        return evaluation.stream().map(Evaluation::id);
    }

    private static Stream<String> ids(List<Evaluation> evaluations) {
        return evaluations.stream().map(Evaluation::id);
    }

    /** Tells the blocked evaluations of every node on which the command has made room. */
    private void freed(Applied applied) {
        switch (applied.command()) {
            case NodeCommand.Register change -> opened(applied, change.node().id());
            case NodeCommand.UpdateStatus change -> opened(applied, change.nodeId());
            case NodeCommand.UpdateEligibility change -> opened(applied, change.nodeId());
            case AllocationCommand.UpdateFromClient change ->
                change.allocations().forEach(report -> ended(applied, report.id()));
            case PlanCommand.Commit change -> {
                change.plan().stops().stream().map(AllocationStop::allocationId).forEach(id -> ended(applied, id));
                change.plan().preemptions().forEach(victim -> ended(applied, victim.id()));
            }
            case GarbageCommand.Delete change -> {}
            case SnapshotCommand change -> {}
            case NodeCommand.CancelDrain change -> opened(applied, change.nodeId());
            case NodeCommand.UpdateDrain change -> {}
            case NodeCommand.CompleteDrain change -> {}
            case NodeCommand.AddEvents change -> {}
            case NodeCommand.Deregister change -> {}
            case AllocationCommand.SetTransitions change -> {}
            case JobCommand change -> {}
            case EvaluationCommand change -> {}
            case DeploymentCommand change -> {}
            case SettingsCommand change -> {}
        }
    }

    private void opened(Applied applied, String nodeId) {
        applied.after()
                .node(nodeId)
                .filter(EvaluationFlow::takesWork)
                .ifPresent(node -> capacityChanged(node, applied.after().index()));
    }

    private static boolean takesWork(Node node) {
        return node.status() == NodeStatus.READY
                && node.schedulingEligibility() == SchedulingEligibility.ELIGIBLE
                && node.drainStrategy() == null;
    }

    private void ended(Applied applied, String allocationId) {
        Optional<Allocation> before = applied.before().allocation(allocationId);
        Optional<Allocation> after = applied.after().allocation(allocationId);
        if (before.isPresent()
                && after.isPresent()
                && Statuses.holdsRoom(before.get())
                && !Statuses.holdsRoom(after.get())) {
            opened(applied, after.get().nodeId());
        }
    }

    private void capacityChanged(Node node, long index) {
        for (Evaluation evaluation : blocked.capacityChanged(node.id(), node.computedClass(), index)) {
            if (evaluation.status() == EvaluationStatus.BLOCKED) {
                broker.enqueue(evaluation);
            }
        }
    }
}
