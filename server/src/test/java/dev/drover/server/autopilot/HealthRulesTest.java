package dev.drover.server.autopilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.gossip.Member.Status;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.AutopilotConfigurationBuilder;
import dev.drover.server.autopilot.HealthRules.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthRulesTest {
    private static final AutopilotConfiguration USUAL = AutopilotConfiguration.usual();
    private static final ServerStats LEADER = new ServerStats(Duration.ZERO, 4, 1_000);
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static boolean healthy(Status status, Duration contact, long term, long index) {
        return HealthRules.healthy(
                USUAL, LEADER, Optional.of(status), Optional.of(new ServerStats(contact, term, index)));
    }

    @Test
    void a_server_is_healthy_that_is_seen_and_follows_closely() {
        assertThat(healthy(Status.ALIVE, Duration.ofMillis(200), 4, 750)).isTrue();
        assertThat(healthy(Status.SUSPECT, Duration.ofMillis(200), 4, 750)).isTrue();
        assertThat(healthy(Status.FAILED, Duration.ofMillis(200), 4, 750)).isFalse();
        assertThat(healthy(Status.ALIVE, Duration.ofMillis(201), 4, 750)).isFalse();
        assertThat(healthy(Status.ALIVE, Duration.ofMillis(200), 3, 750)).isFalse();
        assertThat(healthy(Status.ALIVE, Duration.ofMillis(200), 4, 749)).isFalse();
        assertThat(HealthRules.healthy(USUAL, LEADER, Optional.of(Status.ALIVE), Optional.empty()))
                .isFalse();
    }

    private static Observed well(String id, int seconds) {
        return new Observed(
                id,
                Optional.of(Status.ALIVE),
                Optional.of(LEADER),
                Optional.of(NOW.minusSeconds(seconds)),
                Optional.empty());
    }

    private static Observed gone(String id, int seconds) {
        return new Observed(
                id,
                Optional.of(Status.FAILED),
                Optional.empty(),
                Optional.empty(),
                Optional.of(NOW.minusSeconds(seconds)));
    }

    private static Optional<String> dead(AutopilotConfiguration configuration, Observed... servers) {
        return HealthRules.dead(configuration, List.of(servers), NOW, PATIENCE);
    }

    @Test
    void a_server_that_failed_a_while_ago_is_taken_out() {
        assertThat(dead(USUAL, well("a", 60), gone("b", 9), well("c", 60))).isEmpty();
        assertThat(dead(USUAL, well("a", 60), gone("b", 10), well("c", 60))).contains("b");
    }

    @Test
    void nobody_is_taken_out_while_those_that_stay_are_no_stable_majority() {
        assertThat(dead(USUAL, well("a", 60), gone("b", 30), well("c", 9))).isEmpty();
        assertThat(dead(USUAL, well("a", 60), gone("b", 30), gone("c", 30))).isEmpty();
        AutopilotConfiguration hasty = AutopilotConfigurationBuilder.builder(USUAL)
                .serverStabilizationTime(Duration.ofSeconds(5))
                .build();
        assertThat(dead(hasty, well("a", 60), gone("b", 30), well("c", 9))).contains("b");
    }

    @Test
    void nobody_is_taken_out_where_it_is_off_or_the_group_would_get_too_small() {
        AutopilotConfiguration off = AutopilotConfigurationBuilder.builder(USUAL)
                .cleanupDeadServers(false)
                .build();
        AutopilotConfiguration three =
                AutopilotConfigurationBuilder.builder(USUAL).minQuorum(3).build();
        assertThat(dead(off, well("a", 60), gone("b", 30), well("c", 60))).isEmpty();
        assertThat(dead(three, well("a", 60), gone("b", 30), well("c", 60))).isEmpty();
        assertThat(dead(three, well("a", 60), gone("b", 30), well("c", 60), well("d", 60)))
                .contains("b");
    }

    @Test
    void the_group_bears_losses_until_no_majority_is_left() {
        assertThat(HealthRules.tolerance(List.of(true, true, true))).isEqualTo(1);
        assertThat(HealthRules.tolerance(List.of(true, true, false))).isZero();
        assertThat(HealthRules.tolerance(List.of(true))).isZero();
    }
}
