package dev.drover.server.eval;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.scheduler.PlacementRules;
import dev.drover.server.leader.LeaderService;
import dev.drover.server.log.Applied;
import dev.drover.server.plan.Resources;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import dev.drover.state.Statuses;
import dev.drover.state.VolumeClaim;
import dev.drover.state.command.AclCommand;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.DeploymentCommand;
import dev.drover.state.command.EvaluationCommand;
import dev.drover.state.command.GarbageCommand;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.KeyringCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.command.SnapshotCommand;
import dev.drover.state.command.VolumeCommand;
import dev.drover.state.plan.AllocationStop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Leads evaluations from the log to where they belong: pending ones to the broker, blocked ones to where they wait, and back when
 * a command has made room. It runs on the thread that applies, so an evaluation is with a worker microseconds after its commit.
 *
 * <p>When a server begins to lead, what the state holds is led the same way, in small pieces between commands, each piece from the
 * newest state: what a command changes afterwards is told by that command, and what it changed before is seen.
 */
public final class EvaluationFlow implements LeaderService {
    /** How many evaluations are taken from the state before a command may be applied again. */
    private static final int PIECE = 500;

    private final StateStore store;
    private final EvalBroker broker;
    private final BlockedEvaluations blocked;
    private final EvaluationWriter writer;
    private boolean closed;

    public EvaluationFlow(StateStore store, EvalBroker broker, BlockedEvaluations blocked, EvaluationWriter writer) {
        this.store = store;
        this.broker = broker;
        this.blocked = blocked;
        this.writer = writer;
        State state = store.snapshot();
        broker.pause(state.schedulerConfiguration().pauseEvalBroker());
        Thread.ofVirtual().name("evaluation-restore").start(() -> {
            restore(state, status -> status == EvaluationStatus.PENDING || status == EvaluationStatus.BLOCKED);
            offerAll();
        });
    }

    /** Leads what is pending to a broker that had no room for it before. */
    public void refill() {
        State state = store.snapshot();
        Thread.ofVirtual()
                .name("evaluation-refill")
                .start(() -> restore(state, status -> status == EvaluationStatus.PENDING));
    }

    private void restore(State state, Predicate<EvaluationStatus> choice) {
        List<String> piece = new ArrayList<>(PIECE);
        for (Evaluation evaluation : state.evaluations()) {
            if (choice.test(evaluation.status())) {
                piece.add(evaluation.id());
            }
            if (piece.size() == PIECE) {
                restore(piece);
                piece.clear();
            }
        }
        restore(piece);
    }

    /** What room came free for whom while nobody led is not known, so all of it is offered. */
    private void offerAll() {
        State state = store.snapshot();
        state.nodes().stream()
                .filter(BlockedWaker::takesWork)
                .forEach(node -> blocked.capacityChanged(node.id(), node.computedClass(), state.index()));
        blocked.volumesChanged(state.index());
        state.quotas().forEach(quota -> blocked.quotaChanged(quota.name(), state.index()));
    }

    private synchronized void restore(List<String> ids) {
        State newest = store.snapshot();
        if (!closed) {
            ids.forEach(id -> newest.evaluation(id).ifPresent(evaluation -> route(newest, evaluation)));
        }
    }

    @Override
    public synchronized void applied(Applied applied) {
        if (applied.command() instanceof SettingsCommand.SetSchedulerConfiguration) {
            broker.pause(applied.after().schedulerConfiguration().pauseEvalBroker());
        }
        if (applied.command() instanceof JobCommand.Deregister change) {
            blocked.forgetJob(change.job()).forEach(writer::cancel);
        }
        if (applied.command() instanceof EvaluationCommand.Delete change) {
            change.ids().forEach(this::forget);
        }
        freed(applied);
        evaluations(applied.command())
                .flatMap(id -> applied.after().evaluation(id).stream())
                .forEach(evaluation -> route(applied.after(), evaluation));
    }

    private void route(State state, Evaluation evaluation) {
        switch (evaluation.status()) {
            case PENDING -> broker.enqueue(evaluation);
            case BLOCKED -> block(state, evaluation);
            case COMPLETE, FAILED, CANCELED -> ended(state, evaluation);
        }
    }

    private void block(State state, Evaluation evaluation) {
        Resources need =
                state.job(jobOf(evaluation)).map(job -> need(state, job)).orElse(Resources.NONE);
        blocked.block(evaluation, need).ifPresent(writer::cancel);
    }

    /** A job that may push others aside can make use of any room, for the rest may come from them. */
    private static Resources need(State state, Job job) {
        return PlacementRules.of(state, job).preemption() ? Resources.NONE : Resources.leastOf(job);
    }

    private static JobId jobOf(Evaluation evaluation) {
        return new JobId(evaluation.namespace(), evaluation.jobId());
    }

    private void forget(String id) {
        broker.forget(id);
        blocked.forget(id);
    }

    /** An evaluation that placed everything ends those of its job that waited, without naming them. */
    private void ended(State state, Evaluation evaluation) {
        forget(evaluation.id());
        blocked.ofJob(jobOf(evaluation)).stream()
                .filter(id -> state.evaluation(id)
                        .filter(waiting -> !Statuses.terminal(waiting.status()))
                        .isEmpty())
                .forEach(blocked::forget);
    }

    @Override
    public synchronized void close() {
        closed = true;
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
            case NodeCommand.UpdateStatuses change -> ids(change.evaluations());
            case NodeCommand.UpdateEligibility change -> ids(change.evaluations());
            case NodeCommand.Deregister change -> ids(change.evaluations());
            case NodeCommand.UpdateDrain change -> Stream.empty();
            case NodeCommand.CancelDrain change -> ids(change.evaluations());
            case NodeCommand.CompleteDrain change -> Stream.empty();
            case NodeCommand.AddEvents change -> Stream.empty();
            case AllocationCommand.UpdateFromClient change -> ids(change.evaluations());
            case AllocationCommand.SetTransitions change -> ids(change.evaluations());
            case EvaluationCommand.Upsert change -> ids(change.evaluations());
            case EvaluationCommand.Delete change -> Stream.empty();
            case DeploymentCommand.UpdateStatus change -> id(change.evaluation());
            case DeploymentCommand.Promote change -> id(change.evaluation());
            case DeploymentCommand.SetHealth change -> id(change.evaluation());
            case PlanCommand.Commit change -> ids(change.plan().evaluations());
            case SettingsCommand change -> Stream.empty();
            case AclCommand change -> Stream.empty();
            case KeyringCommand change -> Stream.empty();
            case VolumeCommand change -> Stream.empty();
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
            case NodeCommand.UpdateStatuses change -> change.nodeIds().forEach(id -> opened(applied, id));
            case NodeCommand.UpdateEligibility change -> opened(applied, change.nodeId());
            case AllocationCommand.UpdateFromClient change ->
                change.allocations().forEach(report -> ended(applied, report.id()));
            case PlanCommand.Commit change -> {
                change.plan().stops().stream().map(AllocationStop::allocationId).forEach(id -> ended(applied, id));
                change.plan().preemptions().forEach(victim -> ended(applied, victim.id()));
            }
            case VolumeCommand.RegisterCsi change ->
                blocked.volumesChanged(applied.after().index());
            case VolumeCommand.DeregisterCsi change -> {}
            case GarbageCommand.Delete change -> {}
            case SnapshotCommand change -> {}
            case NodeCommand.CancelDrain change -> opened(applied, change.nodeId());
            case NodeCommand.UpdateDrain change -> {}
            case NodeCommand.CompleteDrain change -> {}
            case NodeCommand.AddEvents change -> {}
            case NodeCommand.Deregister change -> change.nodeIds().forEach(blocked::forgetNode);
            case AllocationCommand.SetTransitions change -> {}
            case JobCommand change -> {}
            case EvaluationCommand change -> {}
            case DeploymentCommand change -> {}
            case SettingsCommand.UpsertQuotas change ->
                change.quotas().forEach(quota -> quotaOpened(applied, quota.name()));
            case SettingsCommand.DeleteQuotas change -> change.names().forEach(name -> quotaOpened(applied, name));
            case SettingsCommand.UpsertNamespaces change ->
                change.namespaces().forEach(namespace -> {
                    quotaOpened(applied, applied.before().quotaOf(namespace.name()));
                    quotaOpened(applied, namespace.quota());
                });
            case SettingsCommand change -> {}
            case AclCommand change -> {}
            case KeyringCommand change -> {}
        }
    }

    private void quotaOpened(Applied applied, String quota) {
        if (!quota.isEmpty()) {
            blocked.quotaChanged(quota, applied.after().index());
        }
    }

    private void opened(Applied applied, String nodeId) {
        applied.after()
                .node(nodeId)
                .filter(BlockedWaker::takesWork)
                .ifPresent(node -> blocked.capacityChanged(
                        node.id(), node.computedClass(), applied.after().index()));
    }

    private void ended(Applied applied, String allocationId) {
        Optional<Allocation> before = applied.before().allocation(allocationId);
        Optional<Allocation> after = applied.after().allocation(allocationId);
        if (before.isPresent()
                && after.isPresent()
                && Statuses.holdsRoom(before.get())
                && !Statuses.holdsRoom(after.get())) {
            opened(applied, after.get().nodeId());
            quotaOpened(applied, applied.after().quotaOf(after.get().namespace()));
            if (!VolumeClaim.of(after.get()).isEmpty()) {
                blocked.volumesChanged(applied.after().index());
            }
        }
    }
}
