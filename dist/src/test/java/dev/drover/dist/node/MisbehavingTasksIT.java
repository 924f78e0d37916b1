package dev.drover.dist.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.Needs;
import dev.drover.dist.cluster.Faults;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.TaskEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that do what no task should. Each is its own trouble: after each, the node takes and runs other work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisbehavingTasksIT {
    private static final int PROCESSES = 40;

    private NodeAgent agent;

    @BeforeAll
    void start(@TempDir Path folder) {
        Needs.that(System.getProperty("user.name").equals("root"), "limits of tasks need root");
        agent = new NodeAgent(folder, """
                client {
                  options {
                    "ephemeral_disk.interval" = "200ms"
                  }
                }
                plugin "exec" {
                  config {
                    pids_limit = %d
                  }
                }
                """.formatted(PROCESSES));
    }

    @AfterAll
    void end() {
        if (agent != null) {
            agent.close();
        }
    }

    @AfterEach
    void theNodeRunsOtherWork() {
        String job = agent.run(job("sane", "batch", "raw_exec", "echo well", ""));
        String allocation = agent.awaitOne(job, ClientStatus.COMPLETE);
        assertThat(agent.output(allocation, "main", "stdout")).isEqualTo("well\n");
        agent.purge(job);
    }

    private static String job(String name, String type, String driver, String script, String more) {
        return """
                job "%s" {
                  type = "%s"
                  group "main" {
                    restart {
                      attempts = 0
                      mode     = "fail"
                    }
                    reschedule {
                      attempts  = 0
                      unlimited = false
                    }
                    ephemeral_disk {
                      size = 20
                    }
                    task "main" {
                      driver = "%s"
                      config {
                        command = "/bin/sh"
                        args    = ["-c", <<-END
                %s
                        END
                        ]
                      }
                      logs {
                        max_files     = 2
                        max_file_size = 1
                      }
                      %s
                    }
                  }
                }
                """.formatted(name, type, driver, script, more);
    }

    @Test
    void one_that_ignores_its_signal_is_killed_after_its_time() {
        String job = agent.run(job(
                "deaf",
                "service",
                "raw_exec",
                "trap '' TERM INT; echo ready; while :; do sleep 0.1; done",
                "kill_signal = \"SIGTERM\"\n kill_timeout = \"1s\""));
        String allocation = agent.awaitOne(job, ClientStatus.RUNNING);
        await().atMost(NodeAgent.PATIENCE)
                .until(() -> agent.output(allocation, "main", "stdout").contains("ready"));

        agent.stop(job);

        agent.awaitOne(job, ClientStatus.COMPLETE);
        List<TaskEvent> events = agent.events(allocation);
        TaskEvent killing = event(events, "Killing");
        TaskEvent terminated = event(events, "Terminated");
        assertThat(terminated.signal()).isEqualTo(9);
        assertThat(terminated.time() - killing.time()).isBetween(1_000_000_000L, 10_000_000_000L);
        assertThat(NodeAgent.processes(allocation)).isEmpty();
    }

    private TaskEvent event(List<TaskEvent> events, String type) {
        return events.stream()
                .filter(each -> each.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no event " + type + " among " + events));
    }

    @Test
    void no_daemon_survives_its_task() {
        for (String driver : List.of("raw_exec", "exec")) {
            String job = agent.run(job(
                    "daemons-" + driver,
                    "batch",
                    driver,
                    "for i in 1 2 3 4 5; do setsid sh -c 'sleep 1000 & exec sleep 1001' & done; sleep 0.5; echo started",
                    ""));
            String allocation = agent.awaitOne(job, ClientStatus.COMPLETE);
            assertThat(agent.output(allocation, "main", "stdout")).isEqualTo("started\n");
            assertThat(NodeAgent.processes(allocation)).as(driver).isEmpty();
        }
    }

    @Test
    void a_fork_bomb_gets_no_more_processes_than_its_limit_and_is_ended_like_any_task() {
        String job = agent.run(job(
                "bomb",
                "service",
                "exec",
                "bomb() { while :; do sleep 1000 & done; }; echo lit; (bomb) & (bomb) & while :; do wait; done",
                "kill_timeout = \"1s\"\n resources {\n memory = 64\n }"));
        String allocation = agent.awaitOne(job, ClientStatus.RUNNING);
        await().atMost(NodeAgent.PATIENCE)
                .until(() -> agent.output(allocation, "main", "stderr").contains("fork"));
        assertThat(NodeAgent.processes(allocation)).hasSizeLessThanOrEqualTo(PROCESSES);

        agent.stop(job);

        agent.awaitOne(job, ClientStatus.COMPLETE);
        assertThat(NodeAgent.processes(allocation)).isEmpty();
    }

    @Test
    void one_that_fills_its_disk_is_told_so_and_goes_on() {
        String job = agent.run(job(
                "hoarder",
                "service",
                "raw_exec",
                "head -c 25000000 /dev/zero > local/hoard; exec sleep 1000",
                "kill_timeout = \"1s\""));
        String allocation = agent.awaitOne(job, ClientStatus.RUNNING);
        await().atMost(NodeAgent.PATIENCE)
                .untilAsserted(() -> assertThat(agent.story(allocation))
                        .contains(
                                "Disk Resources Exceeded: The allocation's folders hold 23 MiB, more than the 20 MiB"));
        assertThat(agent.count(job, ClientStatus.RUNNING)).isEqualTo(1);
        agent.stop(job);
        agent.awaitOne(job, ClientStatus.COMPLETE);
    }

    @Test
    void one_that_floods_its_log_keeps_no_more_files_than_it_may() throws IOException {
        int mebibytes = Faults.amount(40, 2000);
        String job = agent.run(job(
                "flood",
                "batch",
                "raw_exec",
                "yes 'a line that says nothing at all and says it again and again' | head -c " + mebibytes
                        + "000000; echo; echo the last line",
                ""));
        String allocation = agent.awaitOne(job, ClientStatus.COMPLETE);
        Path logs = agent.data().resolve("alloc/" + allocation + "/alloc/logs");
        try (Stream<Path> files = Files.list(logs)) {
            List<Path> stdout = files.filter(
                            file -> file.getFileName().toString().startsWith("main.stdout."))
                    .toList();
            assertThat(stdout).hasSizeLessThanOrEqualTo(2);
            for (Path file : stdout) {
                assertThat(Files.size(file)).isLessThanOrEqualTo(1 << 20);
            }
        }
        assertThat(agent.output(allocation, "main", "stdout")).endsWith("the last line\n");
    }

    @Test
    void one_that_eats_memory_is_killed_for_it_and_its_event_says_so() {
        String job = agent.run(job(
                "eater",
                "batch",
                "exec",
                "head -c 200000000 /dev/zero | tail >/dev/null",
                "resources {\n memory = 24\n }"));
        String allocation = agent.awaitOne(job, ClientStatus.FAILED);
        TaskEvent terminated = event(agent.events(allocation), "Terminated");
        assertThat(terminated.details()).containsEntry("oom_killed", "true");
    }
}
