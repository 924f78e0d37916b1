package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.node.NodeStatus;
import dev.drover.state.Statuses;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must hold through any history of a job that runs on every node. There is always room enough here. */
final class NodeHistoriesTest {
    private static final int NODES = 6;

    /** A cluster and a job whose fate is decided by a seed. */
    private static final class History {
        private final Cluster cluster = new Cluster().nodes(NODES);
        private final Random random;
        private final String type;
        private int version;

        History(long seed) {
            this.random = new Random(seed);
            this.type = random.nextInt(3) == 0 ? "sysbatch" : "system";
            register();
        }

        private void register() {
            int parallel = random.nextInt(4);
            int percent = random.nextInt(3) * 30;
            boolean patient = random.nextBoolean();
            boolean rolled = type.equals("system") && random.nextBoolean();
            boolean replace = random.nextBoolean();
            String path = "/bin/v" + (random.nextInt(3) == 0 ? version : ++version);
            cluster.register(JobFiles.job("agent", type, JobFiles.group(1, g -> {
                if (rolled) {
                    g.update(JobFiles.update(parallel, percent));
                }
                if (patient) {
                    g.disconnect(new DisconnectStrategy(Duration.ofMinutes(5), null, replace, ""));
                }
                return command(path).apply(g).reschedulePolicy(null);
            })));
            cluster.evaluate("agent");
        }

        private String node() {
            return "n" + (1 + random.nextInt(NODES));
        }

        private void step() {
            List<Allocation> live = cluster.live("agent").stream()
                    .filter(a -> cluster.state().node(a.nodeId()).orElseThrow().status() == NodeStatus.READY)
                    .toList();
            switch (random.nextInt(9)) {
                case 0 -> register();
                case 1 -> live.stream().findFirst().ifPresent(a -> cluster.report(a, ClientStatus.FAILED));
                case 2 -> live.stream().skip(1).findFirst().ifPresent(a -> cluster.report(a, ClientStatus.COMPLETE));
                case 3 -> cluster.nodeStatus(node(), NodeStatus.DOWN);
                case 4 -> cluster.nodeStatus(node(), NodeStatus.DISCONNECTED);
                case 5 -> comeBack();
                case 6 ->
                    cluster.latestDeployment("agent")
                            .filter(d -> Statuses.active(d.status()))
                            .ifPresent(d -> decide());
                case 7 -> live.stream().findFirst().ifPresent(cluster::migrate);
                default -> cluster.advance(Duration.ofSeconds(random.nextInt(400)));
            }
            cluster.live("agent").stream()
                    .filter(a -> random.nextBoolean())
                    .filter(a -> cluster.state().node(a.nodeId()).orElseThrow().status() == NodeStatus.READY)
                    .forEach(a -> cluster.healthy(a, true));
            cluster.evaluate("agent");
        }

        private void decide() {
            switch (random.nextInt(3)) {
                case 0 -> cluster.promote("agent");
                case 1 -> cluster.deploymentStatus("agent", DeploymentStatus.PAUSED);
                default -> cluster.deploymentStatus("agent", DeploymentStatus.FAILED);
            }
        }

        private void comeBack() {
            for (int i = 1; i <= NODES; i++) {
                String node = "n" + i;
                cluster.nodeStatus(node, NodeStatus.READY);
                cluster.live("agent").stream()
                        .filter(a -> a.nodeId().equals(node))
                        .forEach(a -> cluster.report(cluster.allocation(a.id()), ClientStatus.RUNNING));
            }
        }
    }

    private static History history(long seed, int steps) {
        History history = new History(seed);
        for (int i = 0; i < steps; i++) {
            history.step();
        }
        return history;
    }

    @Property(tries = 200)
    void no_node_ever_runs_two(@ForAll long seed, @ForAll @IntRange(max = 15) int steps) {
        List<String> nodes = history(seed, steps).cluster.live("agent").stream()
                .map(Allocation::nodeId)
                .toList();
        assertThat(new HashSet<>(nodes)).hasSize(nodes.size());
    }

    @Property(tries = 200)
    void a_plan_leaves_nothing_to_do_at_once(@ForAll long seed, @ForAll @IntRange(max = 15) int steps) {
        Outcome.Planned again = history(seed, steps).cluster.plan("agent");
        assertThat(again.plan().stops()).isEmpty();
        assertThat(again.plan().placements()).isEmpty();
        assertThat(again.plan().deployment()).isEmpty();
    }

    @Property(tries = 200)
    void at_rest_a_system_job_runs_its_newest_version_on_every_node(
            @ForAll long seed, @ForAll @IntRange(max = 15) int steps) {
        History history = history(seed, steps);
        Cluster cluster = history.cluster;
        history.register();
        history.comeBack();
        for (int round = 0; round < 30; round++) {
            cluster.advance(Duration.ofHours(1));
            cluster.allHealthy("agent");
            boolean tried = cluster.latestDeployment("agent")
                    .filter(d -> Statuses.active(d.status()))
                    .filter(d -> d.taskGroups().values().stream().anyMatch(NodeHistoriesTest::waitsForPromotion))
                    .isPresent();
            if (tried) {
                cluster.promote("agent");
            }
            cluster.evaluate("agent");
        }
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
        if (history.type.equals("system") && !cluster.stalls("agent")) {
            assertThat(new TreeSet<>(cluster.nodesOf("agent"))).hasSize(NODES);
            assertThat(cluster.live("agent"))
                    .allMatch(a -> Objects.requireNonNull(a.job()).version()
                            == cluster.job("agent").version());
        }
    }

    private static boolean waitsForPromotion(DeploymentState group) {
        return group.desiredCanaries() > 0 && !group.promoted();
    }

    @Property(tries = 100)
    void the_same_history_has_the_same_outcome(@ForAll long seed) {
        assertThat(history(seed, 12).cluster.all("agent"))
                .isEqualTo(history(seed, 12).cluster.all("agent"));
    }
}
