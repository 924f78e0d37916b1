package dev.drover.client.alloc;

import dev.drover.client.check.CheckResult;
import dev.drover.client.check.ServiceChecks;
import dev.drover.client.task.TaskRunner;
import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.TaskGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well an allocation does: the checks of its services, and in a deployment the verdict that follows from them and from its
 * tasks.
 */
final class AllocHealth {
    private final Collection<TaskRunner> tasks;
    private final GroupLifecycle lifecycle;
    private final InstantSource clock;
    private final Runnable onVerdict;
    private @Nullable ServiceChecks checks;
    private @Nullable DeploymentHealth watch;
    private volatile @Nullable AllocDeploymentStatus verdict;
    private volatile @Nullable Instant deadline;

    /**
     * Begins with {@link #start}.
     *
     * @param onVerdict is told, on a thread of its own, when the allocation was found healthy or not
     */
    AllocHealth(Collection<TaskRunner> tasks, GroupLifecycle lifecycle, InstantSource clock, Runnable onVerdict) {
        this.tasks = tasks;
        this.lifecycle = lifecycle;
        this.clock = clock;
        this.onVerdict = onVerdict;
    }

    /** Goes on with what an earlier process of the agent had found or waited for. */
    void restore(@Nullable AllocDeploymentStatus earlier, @Nullable Instant earlierDeadline) {
        verdict = earlier;
        deadline = earlierDeadline;
    }

    /** Until when there must be a verdict; empty when nothing is watched. */
    Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** The verdict, once there is one. */
    Optional<AllocDeploymentStatus> verdict() {
        return Optional.ofNullable(verdict);
    }

    synchronized Map<String, CheckResult> checkResults() {
        return checks == null ? Map.of() : checks.results();
    }

    synchronized void start(Allocation allocation, TaskGroup group) {
        checks = ServiceChecks.start(allocation, group, clock, this::changed);
        watchDeployment(allocation, group);
    }

    /** Goes on with other services or in another deployment, as far as they differ. */
    synchronized void update(Allocation before, TaskGroup groupBefore, Allocation after, TaskGroup group) {
        if (checks == null) {
            return;
        }
        if (!group.services().equals(groupBefore.services())) {
            checks.close();
            checks = ServiceChecks.start(after, group, clock, this::changed);
        }
        if (!after.deploymentId().equals(before.deploymentId())) {
            endWatch();
            verdict = null;
            deadline = null;
            watchDeployment(after, group);
        }
    }

    private void watchDeployment(Allocation allocation, TaskGroup group) {
        Optional<HealthTerms> terms = HealthTerms.of(allocation, group);
        if (terms.isEmpty() || verdict != null) {
            return;
        }
        boolean withChecks = terms.get().dependsOnChecks();
        Instant now = clock.instant();
        Instant end = deadline == null ? now.plus(terms.get().healthyDeadline()) : deadline;
        deadline = end;
        DeploymentHealth fresh = new DeploymentHealth(
                terms.get().minHealthyTime(),
                Duration.between(now, end),
                () -> look(withChecks),
                healthy -> decided(allocation, healthy));
        watch = fresh;
        Thread.ofVirtual().name("health " + allocation.id()).start(fresh::run);
    }

    private DeploymentHealth.Look look(boolean withChecks) {
        long restarts = tasks.stream()
                .mapToLong(task -> task.status().wire().restarts())
                .sum();
        boolean good = lifecycle.healthy() && (!withChecks || checksPass());
        return new DeploymentHealth.Look(lifecycle.failed().isPresent(), good, restarts);
    }

    private synchronized boolean checksPass() {
        return checks != null && checks.pass();
    }

    private void decided(Allocation allocation, boolean healthy) {
        AllocDeploymentStatus before = allocation.deploymentStatus();
        verdict = new AllocDeploymentStatus(healthy, clock.instant(), before != null && before.canary(), 0);
        onVerdict.run();
    }

    /** A task or a check has another state than before. */
    synchronized void changed() {
        if (watch != null) {
            watch.changed();
        }
    }

    synchronized void close() {
        endWatch();
        if (checks != null) {
            checks.close();
            checks = null;
        }
    }

    private void endWatch() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }
}
