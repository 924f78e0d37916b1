package dev.drover.dist.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that is server and client is killed, and started again on its data folder. */
class AgentCrashIT {
    /** From the start of the agent on. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final String COUNTER = "i=0; while :; do echo $i; i=$((i+1)); sleep 0.01; done";

    @TempDir
    Path folder;

    private final int port = FreePort.next();
    private Program program;
    private Process agent;

    @BeforeEach
    void configure() throws IOException {
        program = new Program(Files.createDirectory(folder.resolve("work")))
                .with("DROVER_JAVA_OPTS", "-Xmx256m")
                .with("NOMAD_ADDR", "http://127.0.0.1:" + port);
        program.write("agent.hcl", """
                data_dir  = "%s"
                bind_addr = "127.0.0.1"
                ports {
                  http = %d
                  rpc  = %d
                  serf = %d
                }
                server {
                  enabled          = true
                  bootstrap_expect = 1
                }
                client {
                  enabled = true
                }
                plugin "raw_exec" {
                  config {
                    enabled = true
                  }
                }
                """.formatted(folder.resolve("data"), port, FreePort.next(), FreePort.next()));
        start();
    }

    private void start() {
        Path log = folder.resolve("agent.log");
        agent = program.start(log, "agent", "-config", program.folder().resolve("agent.hcl"));
        await().atMost(DevAgent.PATIENCE).until(() -> !agent.isAlive() || nodeIsReady());
        assertThat(agent.isAlive()).as("the agent runs: %s", DevAgent.read(log)).isTrue();
    }

    private boolean nodeIsReady() {
        return DevAgent.body("http://127.0.0.1:" + port + "/v1/nodes").contains("\"ready\"");
    }

    @AfterEach
    void end() {
        program.run("job", "stop", "-purge", "counting");
        program.run("job", "stop", "-purge", "later");
        await().atMost(DevAgent.PATIENCE).until(() -> logs().stream().noneMatch(each -> runs(pidIn(each))));
        DevAgent.signal(agent.pid(), "TERM");
        await().atMost(DevAgent.PATIENCE).until(() -> !agent.isAlive());
        DevAgent.processes(folder.resolve("data/keeper").toString()).forEach(ProcessHandle::destroyForcibly);
    }

    private Path job(String name, String script) {
        return program.write(name + ".nomad.hcl", """
                job "%s" {
                  group "main" {
                    task "main" {
                      driver       = "raw_exec"
                      kill_timeout = "2s"
                      config {
                        command = "/bin/sh"
                        args    = ["-c", "echo pid $$; %s"]
                      }
                    }
                  }
                }
                """.formatted(name, script));
    }

    /** The first log files of all tasks. */
    private List<Path> logs() {
        Path allocations = folder.resolve("data/alloc");
        if (!Files.isDirectory(allocations)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(allocations)) {
            return files.filter(file -> file.endsWith("main.stdout.0")).toList();
        } catch (IOException | java.io.UncheckedIOException moving) {
            return List.of();
        }
    }

    private static long pidIn(Path log) {
        String[] words = DevAgent.read(log).split("\\s", 3);
        return words.length < 3 ? 0 : Long.parseLong(words[1]);
    }

    private static boolean runs(long pid) {
        return pid != 0 && ProcessHandle.of(pid).isPresent();
    }

    @Test
    void tasks_keep_their_processes_and_new_work_and_stops_are_served_soon() {
        program.run("job", "run", "-detach", job("counting", COUNTER)).exits(0);
        await().atMost(DevAgent.PATIENCE).until(() -> logs().size() == 1 && runs(pidIn(logs().getFirst())));
        Path log = logs().getFirst();
        long pid = pidIn(log);
        // What runs for a moment only has no record yet, and would be ended and started anew.
        await().atMost(DevAgent.PATIENCE)
                .untilAsserted(() -> assertThat(
                                program.run("job", "allocs", "counting").output())
                        .contains("running"));

        DevAgent.signal(agent.pid(), "KILL");
        await().atMost(DevAgent.PATIENCE).until(() -> !agent.isAlive());
        long lines = DevAgent.read(log).lines().count();
        await().atMost(DevAgent.PATIENCE).until(() -> DevAgent.read(log).lines().count() > lines + 10);
        start();

        assertThat(runs(pid)).isTrue();
        program.run("job", "run", "-detach", job("later", "exec sleep 600")).exits(0);
        await().atMost(SOON).until(() -> logs().size() == 2);
        assertThat(pidIn(log)).as("the task was not started anew").isEqualTo(pid);
        assertThat(runs(pid)).isTrue();
        program.run("job", "stop", "-detach", "counting").exits(0);
        await().atMost(SOON).until(() -> !runs(pid));
        assertThat(DevAgent.read(log).lines().skip(1).toList()).satisfies(numbers -> {
            for (int i = 0; i < numbers.size(); i++) {
                assertThat(numbers.get(i)).isEqualTo(Integer.toString(i));
            }
        });
    }
}
