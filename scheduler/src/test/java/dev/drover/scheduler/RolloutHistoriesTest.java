package dev.drover.scheduler;

import static dev.drover.scheduler.RolloutKit.assertQuiet;
import static dev.drover.scheduler.RolloutKit.deployed;
import static dev.drover.scheduler.RolloutKit.ofVersion;
import static dev.drover.scheduler.RolloutKit.progress;
import static dev.drover.scheduler.RolloutKit.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.node.NodeStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roll-outs from their first to their last round, with what must hold after each of them. */
final class RolloutHistoriesTest {
    private final Cluster cluster = new Cluster().nodes(6);

    /** What must hold at any time while nothing but the roll-out happens. */
    private static void assertSound(Cluster cluster, int count, int maxParallel) {
        List<String> names = cluster.live("web").stream()
                .filter(a -> !isCanary(a))
                .map(Allocation::name)
                .toList();
        assertThat(new HashSet<>(names)).as("names").hasSize(names.size());
        long unproven = cluster.live("web").stream()
                .filter(a -> !isHealthy(a))
                .filter(a -> !isCanary(a))
                .count();
        assertThat(unproven).as("without a verdict").isLessThanOrEqualTo(maxParallel);
        assertThat(names.size()).as("members").isLessThanOrEqualTo(count);
    }

    private static boolean isHealthy(Allocation allocation) {
        return allocation.deploymentStatus() != null
                && Boolean.TRUE.equals(allocation.deploymentStatus().healthy());
    }

    private static boolean isCanary(Allocation allocation) {
        return allocation.deploymentStatus() != null
                && allocation.deploymentStatus().canary();
    }

    private List<Integer> newOnesByRound(int rounds) {
        List<Integer> seen = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            seen.add(ofVersion(cluster, "web", 1).size());
            cluster.allHealthy("web");
            cluster.evaluate("web");
        }
        return seen;
    }

    @ParameterizedTest
    @CsvSource({
        // count, max_parallel, how many run the new version after each round
        "1, 1, 1 1",
        "5, 1, 1 2 3 4 5 5",
        "5, 2, 2 4 5 5",
        "5, 5, 5 5",
        "5, 9, 5 5",
        "6, 3, 3 6 6",
        "7, 3, 3 6 7 7",
    })
    void a_roll_out_takes_as_many_rounds_as_division_says(int count, int maxParallel, String expected) {
        deployed(cluster, version(0, count, maxParallel, 0));
        cluster.run(version(1, count, maxParallel, 0));
        List<Integer> wanted =
                List.of(expected.split(" ", -1)).stream().map(Integer::valueOf).toList();
        assertThat(newOnesByRound(wanted.size())).isEqualTo(wanted);
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
        assertThat(cluster.live("web")).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({
        // count, max_parallel, canaries, then after promotion how many run the new version after each round
        "4, 1, 1, 2 3 4",
        "4, 2, 1, 3 4 4",
        "4, 1, 2, 3 4 4",
        "4, 2, 4, 4 4 4",
        "3, 1, 5, 3 3 3",
    })
    void after_promotion_the_rest_follows_step_by_step(int count, int maxParallel, int canaries, String expected) {
        deployed(cluster, version(0, count, maxParallel, canaries));
        cluster.run(version(1, count, maxParallel, canaries));
        assertThat(cluster.live("web")).hasSize(count + canaries);
        cluster.allHealthy("web");
        assertQuiet(cluster, "web");
        cluster.promote("web");
        cluster.evaluate("web");
        List<Integer> wanted =
                List.of(expected.split(" ", -1)).stream().map(Integer::valueOf).toList();
        assertThat(newOnesByRound(wanted.size())).isEqualTo(wanted);
        cluster.settle("web");
        assertThat(cluster.names("web")).hasSize(count);
        assertThat(cluster.live("web")).hasSize(count);
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void slow_verdicts_slow_the_roll_out_and_never_more_than_allowed_are_unproven() {
        Random random = new Random(3);
        for (int round = 0; round < 30; round++) {
            Cluster fresh = new Cluster().nodes(5);
            int count = 2 + random.nextInt(7);
            int maxParallel = 1 + random.nextInt(3);
            deployed(fresh, version(0, count, maxParallel, 0));
            fresh.run(version(1, count, maxParallel, 0));
            for (int step = 0; step < 60; step++) {
                assertSound(fresh, count, maxParallel);
                fresh.live("web").stream()
                        .filter(a -> !isHealthy(a))
                        .filter(a -> random.nextInt(3) == 0)
                        .forEach(a -> fresh.healthy(a, true));
                fresh.evaluate("web");
            }
            assertThat(ofVersion(fresh, "web", 1)).hasSize(count);
            assertThat(fresh.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
        }
    }

    @Test
    void a_newer_version_in_the_middle_takes_over_from_both_older_ones() {
        deployed(cluster, version(0, 4, 1, 0));
        cluster.run(version(1, 4, 1, 0));
        cluster.allHealthy("web");
        cluster.evaluate("web");
        assertThat(ofVersion(cluster, "web", 1)).hasSize(2);
        cluster.allHealthy("web");
        cluster.run(version(2, 4, 1, 0));
        for (int step = 0; step < 10; step++) {
            assertSound(cluster, 4, 1);
            assertThat(cluster.live("web")).hasSize(4);
            cluster.allHealthy("web");
            cluster.evaluate("web");
        }
        assertThat(ofVersion(cluster, "web", 2)).hasSize(4);
    }

    @Test
    void a_roll_out_that_loses_a_node_makes_up_for_it_and_ends() {
        deployed(cluster, version(0, 6, 2, 0));
        cluster.run(version(1, 6, 2, 0));
        cluster.allHealthy("web");
        cluster.nodeStatus(cluster.live("web").getFirst().nodeId(), NodeStatus.DOWN);
        cluster.evaluate("web");
        assertThat(cluster.names("web")).hasSize(6);
        cluster.settle("web");
        assertThat(ofVersion(cluster, "web", 1)).hasSize(6);
        assertThat(progress(cluster, "web").healthyAllocs()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void a_drain_in_the_middle_moves_both_versions_and_the_roll_out_ends() {
        deployed(cluster, version(0, 6, 1, 0));
        cluster.run(version(1, 6, 1, 0));
        cluster.allHealthy("web");
        String leaving = cluster.live("web").getFirst().nodeId();
        cluster.ineligible(leaving);
        cluster.live("web").stream().filter(a -> a.nodeId().equals(leaving)).forEach(cluster::migrate);
        cluster.evaluate("web");
        assertThat(cluster.nodesOf("web")).doesNotContain(leaving);
        assertThat(cluster.names("web")).hasSize(6);
        cluster.settle("web");
        assertThat(ofVersion(cluster, "web", 1)).hasSize(6);
        assertThat(cluster.nodesOf("web")).doesNotContain(leaving);
    }

    @Test
    void register_fail_reschedule_update_drain_and_stop_leave_nothing_behind() {
        deployed(cluster, version(0, 3, 1, 1));
        Allocation failed = cluster.named("web", "web.g[1]");
        cluster.report(failed, ClientStatus.FAILED);
        cluster.advance(Duration.ofMinutes(1));
        cluster.evaluate("web");
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]", "web.g[2]");
        cluster.run(version(1, 3, 1, 1));
        assertThat(cluster.live("web")).hasSize(4);
        cluster.allHealthy("web");
        cluster.promote("web");
        cluster.evaluate("web");
        cluster.migrate(cluster.live("web").getFirst());
        cluster.settle("web");
        assertThat(ofVersion(cluster, "web", 1)).hasSize(3);
        cluster.stopJob("web");
        cluster.evaluate("web");
        assertThat(cluster.live("web")).isEmpty();
        assertQuiet(cluster, "web");
        assertThat(cluster.all("web"))
                .allMatch(a -> a.desiredStatus() != DesiredStatus.RUN || a.clientStatus() == ClientStatus.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void two_trials_after_each_other_leave_no_canary_behind(int failures) {
        deployed(cluster, version(0, 3, 1, 2));
        for (int number = 1; number <= failures; number++) {
            cluster.run(version(number, 3, 1, 2));
            cluster.allHealthy("web");
            cluster.deploymentStatus("web", DeploymentStatus.FAILED);
            cluster.evaluate("web");
            assertThat(cluster.live("web")).hasSize(3).noneMatch(a -> numberOf(a) > 0);
        }
        cluster.run(version(9, 3, 1, 2));
        cluster.allHealthy("web");
        cluster.promote("web");
        cluster.evaluate("web");
        cluster.settle("web");
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]", "web.g[2]");
        assertThat(cluster.live("web")).hasSize(3).allMatch(a -> numberOf(a) == failures + 1);
    }

    private static long numberOf(Allocation allocation) {
        return Objects.requireNonNull(allocation.job()).version();
    }
}
