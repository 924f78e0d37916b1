package dev.drover.server.deployment;

import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.wire.Defaults;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What a deployment calls for at a time. Pure, so that every case is one line of a test. */
final class DeploymentRules {
    static final String DEADLINE = "Failed due to progress deadline";
    static final String UNHEALTHY = "Failed due to unhealthy allocations";
    static final String BY_USER = "Deployment marked as failed";

    private DeploymentRules() {}

    /** The next thing to do about a deployment. */
    sealed interface Step {
        record Fail(String reason) implements Step {}

        record Promote() implements Step {}

        record Wait() implements Step {}
    }

    static Step next(Deployment deployment, Instant now) {
        if (deployment.status() != DeploymentStatus.RUNNING) {
            return new Step.Wait();
        }
        Collection<DeploymentState> groups = deployment.taskGroups().values();
        if (groups.stream().anyMatch(group -> group.progressDeadline().isZero() && group.unhealthyAllocs() > 0)) {
            return new Step.Fail(UNHEALTHY);
        }
        if (groups.stream().anyMatch(group -> isLate(group, now))) {
            return new Step.Fail(DEADLINE);
        }
        return promotesItself(deployment) ? new Step.Promote() : new Step.Wait();
    }

    private static boolean isLate(DeploymentState group, Instant now) {
        return waitsForProgress(group) && !group.requireProgressBy().isAfter(now);
    }

    /** Done groups, and canaries that are healthy and only wait for a person, are under no deadline. */
    private static boolean waitsForProgress(DeploymentState group) {
        boolean done =
                group.healthyAllocs() >= group.desiredTotal() && (group.desiredCanaries() == 0 || group.promoted());
        boolean waitsForPerson =
                group.desiredCanaries() > 0 && !group.promoted() && group.healthyAllocs() >= group.desiredCanaries();
        return !done
                && !waitsForPerson
                && !group.progressDeadline().isZero()
                && !group.requireProgressBy().equals(Defaults.NO_TIME);
    }

    /** When the deployment has to be looked at again even if nothing happens. */
    static Optional<Instant> deadline(Deployment deployment) {
        return deployment.status() == DeploymentStatus.RUNNING
                ? deployment.taskGroups().values().stream()
                        .filter(DeploymentRules::waitsForProgress)
                        .map(DeploymentState::requireProgressBy)
                        .min(Comparator.naturalOrder())
                : Optional.empty();
    }

    private static boolean promotesItself(Deployment deployment) {
        Collection<DeploymentState> canaried = deployment.taskGroups().values().stream()
                .filter(group -> group.desiredCanaries() > 0 && !group.promoted())
                .toList();
        return !canaried.isEmpty()
                && canaried.stream()
                        .allMatch(group -> group.autoPromote() && group.healthyAllocs() >= group.desiredCanaries());
    }

    /** How many allocations have a verdict: when that changes, the scheduler may go on. */
    static long verdicts(Deployment deployment) {
        return deployment.taskGroups().values().stream()
                .mapToLong(group -> (long) group.healthyAllocs() + group.unhealthyAllocs())
                .sum();
    }
}
