package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.state.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the standing of allocations of service and batch jobs. */
final class Classifier {
    /** What is due within this time is done at once rather than with an evaluation of its own. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ReconcileInput input;
    private final Job job;
    private final boolean batch;
    private final Optional<Deployment> activeDeployment;

    Classifier(ReconcileInput input, Job job, Optional<Deployment> activeDeployment) {
        this.input = input;
        this.job = job;
        this.batch = job.type().equals("batch");
        this.activeDeployment = activeDeployment;
    }

    Standing classify(Allocation allocation, TaskGroup group) {
        boolean ofOlderJob = !sameVersion(allocation, job);
        if (batch && ofOlderJob && Statuses.terminal(allocation.clientStatus())) {
            return new Standing.Gone(allocation);
        }
        if (Statuses.terminal(allocation.desiredStatus())) {
            return batch && succeeded(allocation) ? new Standing.Done(allocation) : new Standing.Gone(allocation);
        }
        return switch (allocation.clientStatus()) {
            case COMPLETE -> batch ? new Standing.Done(allocation) : new Standing.Gone(allocation);
            case LOST -> new Standing.Gone(allocation);
            case FAILED -> classifyFailed(allocation, group);
            case PENDING, RUNNING, UNKNOWN -> classifyLive(allocation, group);
        };
    }

    /** Whether the allocation was made from this very version of the job. */
    static boolean sameVersion(Allocation allocation, Job job) {
        Job own = allocation.job();
        return own == null || (own.version() == job.version() && own.createIndex() == job.createIndex());
    }

    private Standing classifyLive(Allocation allocation, TaskGroup group) {
        Optional<Node> node = input.nodes().apply(allocation.nodeId());
        if (node.isEmpty()) {
            return new Standing.Lost(allocation);
        }
        boolean lost = switch (node.get().status()) {
            case DOWN -> true;
            case DISCONNECTED -> !mayReconnect(group);
            case INITIALIZING, READY -> false;
        };
        if (lost) {
            return new Standing.Lost(allocation);
        }
        DesiredTransition transition = allocation.desiredTransition();
        boolean migrates = transition != null && Boolean.TRUE.equals(transition.migrate());
        return migrates ? new Standing.Migrating(allocation) : new Standing.Kept(allocation);
    }

    private static boolean mayReconnect(TaskGroup group) {
        DisconnectStrategy disconnect = group.disconnect();
        return disconnect != null && isPositive(disconnect.lostAfter());
    }

    private static boolean isPositive(@Nullable Duration duration) {
        return duration != null && duration.isPositive();
    }

    private Standing classifyFailed(Allocation allocation, TaskGroup group) {
        if (!allocation.nextAllocation().isEmpty()) {
            return new Standing.Gone(allocation);
        }
        DesiredTransition transition = allocation.desiredTransition();
        if (transition != null && Boolean.TRUE.equals(transition.forceReschedule())) {
            return new Standing.Retry(allocation);
        }
        boolean asked = transition != null && Boolean.TRUE.equals(transition.reschedule());
        if (inActiveDeployment(allocation) && !asked) {
            return new Standing.Kept(allocation);
        }
        Optional<Instant> from = Rescheduling.allowedFrom(allocation, group.reschedulePolicy());
        if (from.isEmpty()) {
            return new Standing.Kept(allocation);
        }
        boolean due = !from.get().isAfter(input.now().plus(SOON));
        boolean awaited = allocation.followupEvalId().equals(input.evaluation().id());
        return due || awaited ? new Standing.Retry(allocation) : new Standing.RetryLater(allocation, from.get());
    }

    /** The deployment decides itself what its failures mean. */
    private boolean inActiveDeployment(Allocation allocation) {
        return activeDeployment.isPresent() && activeDeployment.get().id().equals(allocation.deploymentId());
    }

    private static boolean succeeded(Allocation allocation) {
        return allocation.clientStatus() == ClientStatus.COMPLETE
                && allocation.taskStates().values().stream().noneMatch(TaskState::failed);
    }
}
