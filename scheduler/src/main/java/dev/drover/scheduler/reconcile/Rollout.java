package dev.drover.scheduler.reconcile;

import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentBuilder;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.Job;
import dev.drover.state.Statuses;
import dev.drover.state.plan.DeploymentStatusUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The deployment of a job as this evaluation finds it, and what this evaluation makes of it. */
final class Rollout {
    private final ReconcileInput input;
    private final Optional<Deployment> current;
    private final List<DeploymentStatusUpdate> updates = new ArrayList<>();
    private final Map<String, DeploymentState> started = new LinkedHashMap<>();
    private final Map<String, Integer> goals = new LinkedHashMap<>();
    private String startedId = "";

    Rollout(ReconcileInput input) {
        this.input = input;
        this.current = input.latest().filter(this::isCurrent);
        input.latest().filter(latest -> Statuses.active(latest.status())).ifPresent(this::cancelIfOutdated);
    }

    /** The deployment of this very job version, unless it is over and done. A failed one still forbids some changes. */
    Optional<Deployment> current() {
        return current;
    }

    Optional<Deployment> active() {
        return current.filter(deployment -> Statuses.active(deployment.status()));
    }

    boolean stalled() {
        return current.isPresent()
                && (current.get().status() == DeploymentStatus.FAILED
                        || current.get().status() == DeploymentStatus.PAUSED);
    }

    boolean stalledByFailure() {
        return current.isPresent() && current.get().status() == DeploymentStatus.FAILED;
    }

    Optional<DeploymentState> state(String group) {
        return Optional.ofNullable(started.get(group))
                .or(() -> current.map(deployment -> deployment.taskGroups().get(group)));
    }

    /** Starts rolling out a group, in one deployment with the job's other groups. */
    void start(String group, DeploymentState state) {
        if (startedId.isEmpty()) {
            startedId = input.ids().next();
        }
        started.put(group, state);
    }

    /** More or fewer allocations belong to a group than when its roll-out began, because nodes came or went. */
    void aim(String group, int desiredTotal) {
        boolean changes = active().map(deployment -> deployment.taskGroups().get(group))
                .filter(state -> state.desiredTotal() != desiredTotal)
                .isPresent();
        if (changes) {
            goals.put(group, desiredTotal);
        }
    }

    /** The deployment that placements of the group count for, or empty. */
    String idFor(String group) {
        if (started.containsKey(group)) {
            return startedId;
        }
        return active().filter(deployment -> deployment.taskGroups().containsKey(group))
                .map(Deployment::id)
                .orElse("");
    }

    /** Every group has all it needs. */
    void complete() {
        active().ifPresent(deployment ->
                updates.add(update(deployment, DeploymentStatus.SUCCESSFUL, Reasons.DEPLOYMENT_DONE)));
    }

    List<DeploymentStatusUpdate> updates() {
        return updates;
    }

    /** The deployment that was started in this evaluation, or the present one with other goals. */
    Optional<Deployment> changed(Job job) {
        return started.isEmpty()
                ? active().filter(deployment -> !goals.isEmpty()).map(this::aimed)
                : started(job);
    }

    private Deployment aimed(Deployment deployment) {
        Map<String, DeploymentState> groups = new LinkedHashMap<>(deployment.taskGroups());
        goals.forEach((name, total) -> groups.computeIfPresent(
                name,
                (group, state) -> DeploymentStateBuilder.builder(state)
                        .desiredTotal(total)
                        .build()));
        return DeploymentBuilder.builder(deployment).taskGroups(groups).build();
    }

    private Optional<Deployment> started(Job job) {
        return Optional.of(DeploymentBuilder.builder()
                .id(startedId)
                .namespace(job.namespace())
                .jobId(job.id())
                .jobVersion(job.version())
                .jobModifyIndex(job.modifyIndex())
                .jobSpecModifyIndex(job.jobModifyIndex())
                .jobCreateIndex(job.createIndex())
                .taskGroups(started)
                .status(DeploymentStatus.RUNNING)
                .statusDescription(description())
                .createTime(nanos(input.now()))
                .modifyTime(nanos(input.now()))
                .evalPriority(input.evaluation().priority())
                .build());
    }

    private String description() {
        List<DeploymentState> withCanaries = started.values().stream()
                .filter(state -> state.desiredCanaries() > 0)
                .toList();
        if (withCanaries.isEmpty()) {
            return Reasons.DEPLOYMENT_RUNNING;
        }
        return withCanaries.stream().allMatch(DeploymentState::autoPromote)
                ? Reasons.PROMOTES_ITSELF
                : Reasons.NEEDS_PROMOTION;
    }

    private boolean isCurrent(Deployment deployment) {
        boolean over =
                deployment.status() == DeploymentStatus.SUCCESSFUL || deployment.status() == DeploymentStatus.CANCELLED;
        return !over && ofThisVersion(deployment);
    }

    private boolean ofThisVersion(Deployment deployment) {
        return input.running()
                .filter(job ->
                        job.version() == deployment.jobVersion() && job.createIndex() == deployment.jobCreateIndex())
                .isPresent();
    }

    private void cancelIfOutdated(Deployment deployment) {
        if (input.running().isEmpty()) {
            updates.add(update(deployment, DeploymentStatus.CANCELLED, Reasons.STOPPED_JOB));
        } else if (!ofThisVersion(deployment)) {
            updates.add(update(deployment, DeploymentStatus.CANCELLED, Reasons.NEWER_JOB));
        }
    }

    private static DeploymentStatusUpdate update(Deployment deployment, DeploymentStatus status, String description) {
        return new DeploymentStatusUpdate(deployment.id(), status, description);
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }
}
