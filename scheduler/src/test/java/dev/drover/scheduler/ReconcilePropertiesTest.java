package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.command;
import static dev.drover.scheduler.JobFiles.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.node.NodeStatus;
import dev.drover.state.Statuses;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must hold through any history of a job, told on histories that a seed makes up. There is always room enough here. */
final class ReconcilePropertiesTest {
    private static final int NODES = 6;
    private static final String[] STRATEGIES = {"best_score", "keep_original", "keep_replacement", "longest_running"};

    /** A cluster and a job whose fate is decided by a seed. */
    private static final class History {
        private final Cluster cluster = new Cluster().nodes(NODES);
        private final Random random;
        private final String type;
        private int count;
        private int version;
        private boolean stopped;

        History(long seed, String type) {
            this.random = new Random(seed);
            this.type = type;
            register();
        }

        private void register() {
            count = random.nextInt(7);
            stopped = false;
            int parallel = 1 + random.nextInt(3);
            int canaries = random.nextInt(3);
            boolean rolled = random.nextBoolean();
            boolean patient = random.nextBoolean();
            String strategy = STRATEGIES[random.nextInt(STRATEGIES.length)];
            boolean replace = random.nextInt(4) > 0;
            String path = "/bin/v" + (random.nextInt(3) == 0 ? version : ++version);
            cluster.register(JobFiles.job("web", type, JobFiles.group(count, g -> {
                if (rolled) {
                    g.update(JobFiles.update(parallel, canaries));
                }
                if (patient) {
                    g.disconnect(new DisconnectStrategy(Duration.ofMinutes(5), null, replace, strategy));
                }
                return command(path).apply(g);
            })));
            cluster.evaluate("web");
        }

        private void step() {
            List<Allocation> live = cluster.live("web");
            switch (random.nextInt(10)) {
                case 0 -> register();
                case 1 -> some(live).ifPresent(a -> reported(a, ClientStatus.FAILED));
                case 2 -> some(live).ifPresent(a -> reported(a, ClientStatus.COMPLETE));
                case 3 -> some(live).ifPresent(cluster::migrate);
                case 4 -> cluster.nodeStatus(node(), NodeStatus.DOWN);
                case 5 -> cluster.nodeStatus(node(), NodeStatus.DISCONNECTED);
                case 6 -> comeBack();
                case 7 ->
                    cluster.latestDeployment("web")
                            .filter(d -> Statuses.active(d.status()))
                            .ifPresent(d -> decide());
                case 8 -> stop();
                default -> cluster.advance(Duration.ofSeconds(random.nextInt(400)));
            }
            healthy();
            cluster.evaluate("web");
        }

        private void stop() {
            if (random.nextInt(4) == 0) {
                stopped = true;
                cluster.stopJob("web");
            }
        }

        private void decide() {
            switch (random.nextInt(3)) {
                case 0 -> cluster.promote("web");
                case 1 -> cluster.deploymentStatus("web", DeploymentStatus.PAUSED);
                default -> cluster.deploymentStatus("web", DeploymentStatus.FAILED);
            }
        }

        private String node() {
            return "n" + (1 + random.nextInt(2));
        }

        /** Nodes say nothing while they are out of sight. */
        private void reported(Allocation allocation, ClientStatus status) {
            if (cluster.state().node(allocation.nodeId()).orElseThrow().status() == NodeStatus.READY) {
                cluster.report(cluster.allocation(allocation.id()), status);
            }
        }

        private void healthy() {
            cluster.live("web").stream()
                    .filter(a -> random.nextBoolean())
                    .filter(a -> cluster.state().node(a.nodeId()).orElseThrow().status() == NodeStatus.READY)
                    .forEach(a -> cluster.healthy(a, true));
        }

        private void comeBack() {
            for (int i = 1; i <= 2; i++) {
                String node = "n" + i;
                cluster.nodeStatus(node, NodeStatus.READY);
                cluster.live("web").stream()
                        .filter(a -> a.nodeId().equals(node))
                        .forEach(a -> cluster.report(cluster.allocation(a.id()), ClientStatus.RUNNING));
            }
        }

        private Optional<Allocation> some(List<Allocation> allocations) {
            return allocations.isEmpty()
                    ? Optional.empty()
                    : Optional.of(allocations.get(random.nextInt(allocations.size())));
        }

        /** Part of the group, neither out of sight nor on trial. */
        private List<Allocation> members() {
            return cluster.live("web").stream()
                    .filter(a -> a.clientStatus() != ClientStatus.UNKNOWN)
                    .filter(a -> a.deploymentStatus() == null
                            || !a.deploymentStatus().canary())
                    .toList();
        }
    }

    private static History history(long seed, int steps) {
        History history = new History(seed, seed % 3 == 0 ? "batch" : "service");
        for (int i = 0; i < steps; i++) {
            history.step();
        }
        return history;
    }

    @Property(tries = 300)
    void there_are_never_more_than_the_count_asks_for(@ForAll long seed, @ForAll @IntRange(max = 15) int steps) {
        History history = history(seed, steps);
        assertThat(history.members()).hasSizeLessThanOrEqualTo(history.stopped ? 0 : history.count);
    }

    @Property(tries = 300)
    void names_are_never_borne_twice(@ForAll long seed, @ForAll @IntRange(max = 15) int steps) {
        History history = history(seed, steps);
        List<String> names = history.members().stream().map(Allocation::name).toList();
        assertThat(new HashSet<>(names)).hasSize(names.size());
    }

    @Property(tries = 200)
    void every_history_comes_to_rest_in_bounded_rounds(@ForAll long seed, @ForAll @IntRange(max = 15) int steps) {
        History history = history(seed, steps);
        Cluster cluster = history.cluster;
        history.comeBack();
        cluster.advance(Duration.ofHours(2));
        int rounds = 0;
        while (!cluster.evaluate("web").plan().isEmpty()) {
            rounds++;
            assertThat(rounds).as("rounds until nothing is left to do").isLessThan(25);
            cluster.allHealthy("web");
            cluster.advance(Duration.ofHours(2));
        }
        assertThat(cluster.plan("web").followUps()).isEmpty();
    }

    @Property(tries = 200)
    void at_rest_a_service_without_a_failed_roll_out_has_all_it_asks_for(
            @ForAll long seed, @ForAll @IntRange(max = 15) int steps) {
        History history = new History(seed, "service");
        for (int i = 0; i < steps; i++) {
            history.step();
        }
        Cluster cluster = history.cluster;
        history.register();
        history.comeBack();
        for (int round = 0; round < 40; round++) {
            cluster.advance(Duration.ofHours(2));
            cluster.allHealthy("web");
            boolean tried = cluster.latestDeployment("web")
                    .filter(d -> Statuses.active(d.status()))
                    .filter(d -> d.taskGroups().values().stream().anyMatch(ReconcilePropertiesTest::waitsForPromotion))
                    .isPresent();
            if (tried) {
                cluster.promote("web");
            }
            cluster.evaluate("web");
        }
        if (!cluster.stalls("web")) {
            assertThat(history.members()).hasSize(history.count);
            Job job = cluster.job("web");
            assertThat(history.members())
                    .allMatch(a -> Objects.requireNonNull(a.job()).version() == job.version());
        }
    }

    private static boolean waitsForPromotion(DeploymentState group) {
        return group.desiredCanaries() > 0 && !group.promoted();
    }

    @Property(tries = 150)
    void the_same_history_has_the_same_outcome(@ForAll long seed) {
        assertThat(history(seed, 12).cluster.all("web"))
                .isEqualTo(history(seed, 12).cluster.all("web"));
    }

    @Property(tries = 200)
    void a_roll_out_never_takes_away_more_than_it_may(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int count,
            @ForAll @IntRange(min = 1, max = 4) int parallel,
            @ForAll @IntRange(max = 3) int canaries) {
        Random random = new Random(seed);
        Cluster cluster = new Cluster().nodes(NODES);
        cluster.run(service("web", count, g -> g.update(JobFiles.update(parallel, canaries))));
        cluster.settle("web");
        cluster.run(
                service("web", count, g -> command("/bin/new").apply(g).update(JobFiles.update(parallel, canaries))));
        for (int round = 0; round < 30; round++) {
            assertThat(cluster.live("web").stream()
                            .filter(ReconcilePropertiesTest::serves)
                            .count())
                    .as("allocations that serve")
                    .isGreaterThanOrEqualTo(count - parallel);
            cluster.live("web").stream().filter(a -> random.nextInt(3) == 0).forEach(a -> cluster.healthy(a, true));
            boolean ready = cluster.deployment("web").taskGroups().values().stream()
                    .allMatch(g -> g.healthyAllocs() >= g.desiredCanaries());
            if (ready && random.nextInt(3) == 0) {
                cluster.promote("web");
            }
            cluster.evaluate("web");
        }
    }

    private static boolean serves(Allocation allocation) {
        AllocDeploymentStatus status = allocation.deploymentStatus();
        return status != null && Boolean.TRUE.equals(status.healthy());
    }

    @Property(tries = 150)
    void a_roll_out_over_nodes_never_takes_away_more_than_it_may(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int parallel,
            @ForAll @IntRange(max = 100) int percent) {
        Random random = new Random(seed);
        Cluster cluster = new Cluster().nodes(9);
        cluster.run(system("/bin/old", parallel, percent));
        cluster.settle("web");
        cluster.run(system("/bin/new", parallel, percent));
        for (int round = 0; round < 30; round++) {
            assertThat(cluster.live("web")).hasSize(9);
            assertThat(cluster.live("web").stream()
                            .filter(ReconcilePropertiesTest::serves)
                            .count())
                    .isGreaterThanOrEqualTo(9 - parallel);
            cluster.live("web").stream().filter(a -> random.nextInt(3) == 0).forEach(a -> cluster.healthy(a, true));
            if (random.nextInt(4) == 0) {
                cluster.promote("web");
            }
            cluster.evaluate("web");
        }
    }

    private static Job system(String path, int parallel, int percent) {
        return JobFiles.job(
                "web",
                "system",
                JobFiles.group(
                        1,
                        g -> command(path).apply(g).reschedulePolicy(null).update(JobFiles.update(parallel, percent))));
    }

    @Property(tries = 200)
    void what_must_not_be_replaced_never_runs_twice(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = new Cluster().nodes(3);
        cluster.run(service("web", 1, g -> g.preventRescheduleOnLost(true)));
        Allocation only = cluster.only("web");
        cluster.report(only, ClientStatus.RUNNING);
        for (int step = 0; step < 20; step++) {
            switch (random.nextInt(4)) {
                case 0 -> cluster.nodeStatus(only.nodeId(), NodeStatus.DOWN);
                case 1 -> cluster.nodeStatus(only.nodeId(), NodeStatus.DISCONNECTED);
                case 2 -> {
                    cluster.nodeStatus(only.nodeId(), NodeStatus.READY);
                    cluster.report(cluster.allocation(only.id()), ClientStatus.RUNNING);
                }
                default -> cluster.advance(Duration.ofDays(1));
            }
            cluster.evaluate("web");
            assertThat(cluster.all("web")).extracting(Allocation::id).containsExactly(only.id());
            assertThat(cluster.allocation(only.id()).clientStatus()).isNotEqualTo(ClientStatus.LOST);
        }
    }
}
