package dev.drover.dist.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.Processes;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.sdk.Query;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that drains its node when it is asked to end. */
class LeavingIT {
    @TempDir
    Path folder;

    @Test
    void a_node_is_empty_before_its_agent_ends_and_takes_nothing_when_it_comes_back() {
        try (NodeAgent agent = new NodeAgent(folder, """
                leave_on_terminate = true
                client {
                  drain_on_shutdown {
                    deadline = "20s"
                  }
                }
                """)) {
            String job = agent.run("""
                    job "steady" {
                      group "main" {
                        migrate {
                          health_check     = "task_states"
                          min_healthy_time = "0s"
                        }
                        task "main" {
                          driver       = "raw_exec"
                          kill_timeout = "5s"
                          config {
                            command = "/bin/sh"
                            args    = ["-c", "trap 'sleep 1; exit 0' INT; while :; do sleep 0.1; done"]
                          }
                        }
                      }
                    }
                    """);
            String allocation = agent.awaitOne(job, ClientStatus.RUNNING);

            assertThat(agent.end("TERM")).isZero();

            assertThat(agent.log()).contains("the node is drained");
            assertThat(NodeAgent.processes(allocation)).isEmpty();
            await().atMost(NodeAgent.PATIENCE)
                    .until(() -> Processes.that(text -> text.contains("KeeperMain\0" + agent.data()))
                            .isEmpty());
            agent.start();
            assertThat(agent.client()
                            .nodes()
                            .list(Query.NONE)
                            .value()
                            .getFirst()
                            .schedulingEligibility())
                    .isEqualTo(SchedulingEligibility.INELIGIBLE);
            assertThat(agent.count(job, ClientStatus.COMPLETE)).isEqualTo(1);
            assertThat(agent.count(job, ClientStatus.RUNNING)).isZero();
        }
    }

    @Test
    void whoever_asks_again_does_not_wait_for_the_node_to_be_empty() {
        try (NodeAgent agent = new NodeAgent(folder, """
                leave_on_terminate = true
                leave_on_interrupt = true
                client {
                  drain_on_shutdown {
                    deadline = "1h"
                  }
                }
                """)) {
            String job = agent.run("""
                    job "stubborn" {
                      group "main" {
                        task "main" {
                          driver       = "raw_exec"
                          kill_timeout = "8s"
                          config {
                            command = "/bin/sh"
                            args    = ["-c", "trap '' INT; while :; do sleep 0.1; done"]
                          }
                        }
                      }
                    }
                    """);
            String allocation = agent.awaitOne(job, ClientStatus.RUNNING);
            agent.signal("TERM");
            await().atMost(NodeAgent.PATIENCE)
                    .until(() -> agent.story(allocation).contains("Killing"));

            agent.end("INT");

            assertThat(agent.log()).contains("Leaving the cluster");
            assertThat(NodeAgent.processes(allocation))
                    .as("the task is still within its kill_timeout")
                    .isNotEmpty();
            NodeAgent.processes(allocation).forEach(ProcessHandle::destroyForcibly);
        }
    }
}
