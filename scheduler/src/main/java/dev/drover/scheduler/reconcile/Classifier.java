package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.state.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
        if (batch && ofOlderJob && Statuses.terminal(allocation)) {
            return new Standing.Gone(allocation);
        }
        if (Statuses.terminal(allocation.desiredStatus())) {
            boolean over = batch && (succeeded(allocation) || !mayBeReplaced(allocation));
            return over ? new Standing.Done(allocation) : new Standing.Gone(allocation);
        }
        return switch (allocation.clientStatus()) {
            case COMPLETE -> batch ? new Standing.Done(allocation) : new Standing.Gone(allocation);
            case LOST -> new Standing.Gone(allocation);
            case FAILED -> classifyFailed(allocation, group);
            case PENDING, RUNNING, UNKNOWN -> classifyLive(allocation);
        };
    }

    /** Whether the allocation was made from this very version of the job. */
    static boolean sameVersion(Allocation allocation, Job job) {
        Job own = allocation.job();
        return own == null || (own.version() == job.version() && own.createIndex() == job.createIndex());
    }

    static boolean mustLeave(Allocation allocation) {
        DesiredTransition transition = allocation.desiredTransition();
        return transition != null && Boolean.TRUE.equals(transition.migrate());
    }

    /** Whether somebody else takes its place when it has to leave. */
    static boolean mayBeReplaced(Allocation allocation) {
        DesiredTransition transition = allocation.desiredTransition();
        return transition == null || !Boolean.TRUE.equals(transition.migrateDisablePlacement());
    }

    private Standing classifyLive(Allocation allocation) {
        return switch (Contact.of(allocation, input.nodes().apply(allocation.nodeId()), input.now())) {
            case Contact.Seen seen ->
                mustLeave(allocation) ? new Standing.Migrating(allocation) : new Standing.Kept(allocation);
            case Contact.Vanishes(Optional<Instant> lostAt) -> new Standing.Vanishing(allocation, lostAt);
            case Contact.Unseen unseen ->
                mustLeave(allocation) ? new Standing.Lost(allocation) : new Standing.Unseen(allocation);
            case Contact.Returned(boolean late) -> new Standing.Returned(allocation, late);
            case Contact.LostAt(Instant time) -> new Standing.LostAt(allocation, time);
            case Contact.Lost lost -> new Standing.Lost(allocation);
        };
    }

    private Standing classifyFailed(Allocation allocation, TaskGroup group) {
        if (!allocation.nextAllocation().isEmpty()) {
            // It failed out of sight while another had taken its place.
            return Outage.since(allocation).isPresent()
                    ? new Standing.Returned(allocation, true)
                    : new Standing.Gone(allocation);
        }
        DesiredTransition transition = allocation.desiredTransition();
        if (transition != null && Boolean.TRUE.equals(transition.forceReschedule())) {
            return new Standing.Retry(allocation);
        }
        boolean asked = transition != null && Boolean.TRUE.equals(transition.reschedule());
        Optional<Instant> from = Rescheduling.allowedFrom(allocation, group.reschedulePolicy());
        if (from.isEmpty()) {
            return new Standing.Kept(allocation);
        }
        if (inActiveDeployment(allocation) && !asked) {
            return new Standing.HeldBack(allocation);
        }
        boolean due = !from.get().isAfter(input.now().plus(SOON));
        // An evaluation that looked after its silent node comes earlier than that, and is not the one for its failure.
        boolean awaited = allocation.followupEvalId().equals(input.evaluation().id())
                && !from.get().isAfter(input.now().plus(FollowUps.WINDOW));
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
