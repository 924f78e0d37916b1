package dev.drover.server.autopilot;

import dev.drover.gossip.Member.Status;
import dev.drover.model.operator.AutopilotConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What counts as healthy, and who may be taken out of the group. Functions of their arguments alone. */
final class HealthRules {
    private HealthRules() {}

    /**
     * A server of the group at one moment.
     *
     * @param status in gossip; empty when gossip does not know it
     * @param stats empty when it did not answer
     * @param healthySince empty while it is not healthy
     * @param failedSince empty while gossip does not say that it failed
     */
    record Observed(
            String id,
            Optional<Status> status,
            Optional<ServerStats> stats,
            Optional<Instant> healthySince,
            Optional<Instant> failedSince) {}

    /** Whether gossip sees the server, and it follows the leader closely. */
    static boolean healthy(
            AutopilotConfiguration configuration,
            ServerStats leader,
            Optional<Status> status,
            Optional<ServerStats> stats) {
        boolean seen = status.filter(known -> known == Status.ALIVE || known == Status.SUSPECT)
                .isPresent();
        return seen
                && stats.filter(own -> own.lastContact().compareTo(configuration.lastContactThreshold()) <= 0
                                && own.lastTerm() == leader.lastTerm()
                                && own.lastIndex() + configuration.maxTrailingLogs() >= leader.lastIndex())
                        .isPresent();
    }

    /**
     * The next server to take out: one that failed a while ago, as long as those that stay are a majority of the group which has been
     * healthy for the stabilization time, and are no fewer than the smallest group that the operator wants.
     *
     * @param patience how long a server has to have failed
     */
    static Optional<String> dead(
            AutopilotConfiguration configuration, Collection<Observed> servers, Instant now, Duration patience) {
        if (!configuration.cleanupDeadServers() || servers.size() - 1 < configuration.minQuorum()) {
            return Optional.empty();
        }
        Instant stable = now.minus(configuration.serverStabilizationTime());
        long relied = servers.stream()
                .filter(server -> server.healthySince()
                        .filter(since -> !since.isAfter(stable))
                        .isPresent())
                .count();
        if (relied <= servers.size() / 2) {
            return Optional.empty();
        }
        return servers.stream()
                .filter(server -> server.failedSince()
                        .filter(since -> !since.isAfter(now.minus(patience)))
                        .isPresent())
                .map(Observed::id)
                .min(Comparator.naturalOrder());
    }

    /** How many servers may be lost before nothing can be decided. */
    static int tolerance(List<Boolean> healthy) {
        int well = (int) healthy.stream().filter(each -> each).count();
        return Math.max(0, well - (healthy.size() / 2 + 1));
    }

    /** As gossip calls it. */
    static String name(Optional<Status> status) {
        return status.map(known -> known == Status.SUSPECT ? Status.ALIVE : known)
                .map(known -> known.name().toLowerCase(Locale.ROOT))
                .orElse("none");
    }
}
