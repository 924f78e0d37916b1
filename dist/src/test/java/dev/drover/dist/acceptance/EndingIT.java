package dev.drover.dist.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.model.alloc.ClientStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that end clean up: nothing they started runs on, and no folder of theirs is left. */
class EndingIT {
    @TempDir
    Path folder;

    @Test
    void ctrl_c_of_a_dev_agent_stops_its_tasks_and_removes_its_folder() {
        try (DevAgent agent = DevAgent.start(folder)) {
            // The mark is in the command line, so that the task's processes can be told from all others.
            String mark = "drover-mark-" + agent.pid();
            Path file = agent.program().write("marked.nomad.hcl", """
                    job "marked" {
                      group "main" {
                        count = 2
                        task "main" {
                          driver       = "raw_exec"
                          kill_timeout = "2s"
                          config {
                            command = "/bin/sh"
                            args    = ["-c", "sleep 600; echo %s"]
                          }
                        }
                      }
                    }
                    """.formatted(mark));
            agent.program().run("job", "run", "-detach", file).exits(0);
            await().atMost(DevAgent.PATIENCE)
                    .until(() ->
                            agent.allocations("marked", ClientStatus.RUNNING).size() == 2
                                    && DevAgent.processes(mark).size() == 2);
            assertThat(agent.leftFolders()).hasSize(1);

            agent.end("INT");

            assertThat(DevAgent.processes(mark)).isEmpty();
            assertThat(agent.leftFolders()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void quickstart_serves_a_page_runs_a_batch_job_and_leaves_nothing_behind(String signal) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path output = folder.resolve("output");
        Process quickstart = new Program(folder)
                .with("DROVER_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary)
                .start(output, "quickstart");
        try {
            await().atMost(DevAgent.PATIENCE)
                    .untilAsserted(() -> assertThat(DevAgent.read(output))
                            .contains("[count] number 1 of 5\n", "[count] done\n", "the batch job is complete")
                            .containsPattern("the service answers at http://\\S+"));
            String url = DevAgent.read(output).replaceFirst("(?s).*the service answers at (\\S+).*", "$1");
            assertThat(DevAgent.body(url)).contains("Hello from Drover");
            assertThat(DevAgent.processes(temporary + "/drover-dev-")).isNotEmpty();

            DevAgent.signal(quickstart.pid(), signal);

            assertThat(quickstart.waitFor(30, TimeUnit.SECONDS))
                    .as("ends: %s", DevAgent.read(output))
                    .isTrue();
            assertThat(DevAgent.processes(temporary + "/drover-dev-")).isEmpty();
            assertThat(temporary).isEmptyDirectory();
            assertThat(DevAgent.body(url)).isEmpty();
        } finally {
            quickstart.destroy();
        }
    }
}
