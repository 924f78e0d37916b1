package dev.drover.dist.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.dist.Needs;
import dev.drover.dist.Processes;
import dev.drover.dist.cluster.ClusterProcesses.Layout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What does the faults, with a cluster of one agent. */
@ResourceLock(ClusterProcesses.ONE_AT_A_TIME)
class HarnessIT {
    private static final Layout ONE = new Layout(1, 1, true, place -> {});

    @TempDir
    Path folder;

    @Test
    void a_cluster_leaves_no_process_behind() {
        try (ClusterProcesses cluster = ClusterProcesses.start(folder, new LoopbackNetwork(), ONE)) {
            AgentProcess agent = cluster.awaitLeader();
            assertThat(agent.http()
                            .put("/v1/jobs", TestJobs.service("left", 3, 0))
                            .ok())
                    .isTrue();
            cluster.awaitThat("it runs", () -> TestJobs.running(agent, "left") == 3);
            assertThat(TestJobs.pids("left")).hasSize(3);
        }
        assertThat(Processes.in(folder)).isEmpty();
    }

    @Test
    void a_frozen_agent_answers_again_when_it_wakes_and_a_dead_machine_has_no_tasks() {
        try (ClusterProcesses cluster = ClusterProcesses.start(folder, new LoopbackNetwork(), ONE)) {
            AgentProcess agent = cluster.awaitLeader();
            assertThat(agent.http()
                            .put("/v1/jobs", TestJobs.service("gone", 2, 0))
                            .ok())
                    .isTrue();
            cluster.awaitThat("it runs", () -> TestJobs.pids("gone").size() == 2);
            agent.freeze();
            assertThat(agent.http()
                            .send("GET", "/v1/jobs", "", Duration.ofSeconds(1))
                            .status())
                    .isEqualTo(Http.NO_ANSWER);
            agent.thaw();
            assertThat(agent.http().get("/v1/jobs").ok()).isTrue();
            agent.killMachine();
            assertThat(agent.http().get("/v1/jobs").status()).isEqualTo(Http.NOT_ASKED);
            cluster.awaitThat("its tasks are gone", () -> TestJobs.pids("gone").isEmpty());
        }
    }

    @Test
    void a_workload_on_an_agent_without_faults_is_linearizable() {
        try (ClusterProcesses cluster = ClusterProcesses.start(folder, new LoopbackNetwork(), ONE);
                RegisterWorkload workload = new RegisterWorkload(cluster.all())) {
            workload.awaitWrites(cluster, 100);
            workload.check();
        }
    }

    @Test
    void agents_in_namespaces_can_be_parted_and_brought_together() {
        String obstacle = NamespaceNetwork.obstacle();
        Needs.that(obstacle.isEmpty(), obstacle);
        NamespaceNetwork network = new NamespaceNetwork(2);
        try (ClusterProcesses cluster = ClusterProcesses.start(folder, network, ONE)) {
            AgentProcess agent = cluster.awaitLeader();
            assertThat(reaches(network, agent)).isTrue();
            network.deafen(0, 1);
            assertThat(reaches(network, agent)).isFalse();
            assertThat(agent.http().get("/v1/jobs").ok())
                    .as("the test still reaches it")
                    .isTrue();
            network.heal();
            assertThat(reaches(network, agent)).isTrue();
        }
    }

    /** Whether the agent can be reached from the other namespace. */
    private static boolean reaches(Network network, AgentProcess agent) {
        String connect = "exec 3<>/dev/tcp/" + agent.place().address() + "/"
                + agent.place().httpPort();
        List<String> command = Stream.concat(
                        network.inside(1).stream(), Stream.of("timeout", "2", "bash", "-c", connect))
                .toList();
        return Shell.attempt(command.toArray(String[]::new)).code() == 0;
    }
}
