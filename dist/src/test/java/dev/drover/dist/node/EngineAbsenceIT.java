package dev.drover.dist.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.Needs;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.node.DriverInfo;
import dev.drover.model.node.NodeListStub;
import dev.drover.sdk.Query;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Docker engine dies, is stopped, and comes back, while containers are to run. */
class EngineAbsenceIT {
    private static final String LOOKS = """
            client {
              options {
                "driver.health.interval" = "1s"
              }
            }
            """;

    @TempDir
    Path folder;

    private static void needAnEngine() {
        Needs.that(
                OwnEngine.isPossible(),
                "an own Docker engine needs root, dockerd, the docker command and a static busybox");
    }

    private static String run(NodeAgent agent) {
        return agent.run("""
                job "contained" {
                  group "main" {
                    restart {
                      attempts = 100
                      delay    = "2s"
                      mode     = "delay"
                      interval = "30m"
                    }
                    task "main" {
                      driver       = "docker"
                      kill_timeout = "1s"
                      config {
                        image        = "%s"
                        network_mode = "none"
                        command      = "sh"
                        args         = ["-c", "i=0; while :; do echo $i; i=$((i+1)); sleep 0.05; done"]
                      }
                    }
                  }
                }
                """.formatted(OwnEngine.IMAGE));
    }

    private static boolean driverIsHealthy(NodeAgent agent) {
        NodeListStub node = agent.client().nodes().list(Query.NONE).value().getFirst();
        return Optional.ofNullable(node.drivers().get("docker"))
                .map(DriverInfo::healthy)
                .orElse(false);
    }

    private static long lines(NodeAgent agent, String allocation) {
        return agent.output(allocation, "main", "stdout").lines().count();
    }

    @Test
    void containers_that_outlive_their_engine_are_neither_lost_nor_doubled() {
        needAnEngine();
        try (OwnEngine engine = new OwnEngine(folder.resolve("engine"), true);
                NodeAgent agent = new NodeAgent(folder.resolve("node"), engine.plugin() + LOOKS)) {
            String job = run(agent);
            String allocation = agent.awaitOne(job, ClientStatus.RUNNING);
            await().atMost(NodeAgent.PATIENCE).until(() -> lines(agent, allocation) > 5);
            List<Long> processes = List.copyOf(NodeAgent.roots(allocation));

            engine.kill();
            await().atMost(NodeAgent.PATIENCE).until(() -> !driverIsHealthy(agent));
            assertThat(List.copyOf(NodeAgent.roots(allocation))).isEqualTo(processes);
            assertThat(agent.count(job, ClientStatus.RUNNING)).isEqualTo(1);
            long before = lines(agent, allocation);
            engine.start();
            await().atMost(NodeAgent.PATIENCE).until(() -> driverIsHealthy(agent));
            await().atMost(NodeAgent.PATIENCE).until(() -> lines(agent, allocation) > before + 20);

            assertThat(agent.allocations(job))
                    .extracting(AllocationListStub::id)
                    .containsExactly(allocation);
            assertThat(engine.containers(allocation)).hasSize(1);
            assertThat(List.copyOf(NodeAgent.roots(allocation))).isEqualTo(processes);
            agent.stop(job);
            agent.awaitOne(job, ClientStatus.COMPLETE);
            assertThat(engine.containers(allocation)).isEmpty();
        }
    }

    @Test
    void containers_that_end_with_their_engine_are_told_of_and_started_again_once_when_it_is_back() {
        needAnEngine();
        try (OwnEngine engine = new OwnEngine(folder.resolve("engine"), false);
                NodeAgent agent = new NodeAgent(folder.resolve("node"), engine.plugin() + LOOKS)) {
            String job = run(agent);
            String allocation = agent.awaitOne(job, ClientStatus.RUNNING);
            await().atMost(NodeAgent.PATIENCE).until(() -> lines(agent, allocation) > 5);

            // Whether the engine still says that the container ended, or only when it is back, is up to it.
            engine.stop();
            await().atMost(NodeAgent.PATIENCE).until(() -> !driverIsHealthy(agent));
            assertThat(NodeAgent.processes(allocation)).isEmpty();
            engine.start();
            await().atMost(NodeAgent.PATIENCE).until(() -> driverIsHealthy(agent));
            await().atMost(NodeAgent.PATIENCE)
                    .untilAsserted(() -> assertThat(agent.story(allocation)).contains("Terminated", "Restarting"));
            await().atMost(NodeAgent.PATIENCE)
                    .until(() -> NodeAgent.roots(allocation).size() == 1);

            assertThat(agent.count(job, ClientStatus.RUNNING)).isEqualTo(1);
            assertThat(engine.ask("ps", "-q").lines()).hasSize(1);
        }
    }
}
