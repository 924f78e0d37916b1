package dev.drover.dist.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.model.alloc.ClientStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that run plain processes, each as its comment tells, and what their logs show. */
class ExampleJobsIT {
    private static final String TALKER = """
            job "talker" {
              group "talker" {
                task "talker" {
                  driver = "raw_exec"
                  config {
                    command = "/bin/sh"
                    args = ["-c", "echo first; echo trouble >&2; while [ ! -e \\"$NOMAD_TASK_DIR/go\\" ]; do sleep 0.1; done; echo second; exec sleep 600"]
                  }
                }
              }
            }
            """;

    @TempDir
    static Path folder;

    private static DevAgent agent;

    @BeforeAll
    static void startAgent() {
        agent = DevAgent.start(folder);
    }

    @AfterAll
    static void stopAgent() {
        agent.close();
    }

    @Test
    void the_batch_job_ends_complete_with_its_output_in_the_logs() {
        agent.program().run("job", "run", Program.example("batch.nomad.hcl")).exits(0);

        String allocation = agent.awaitAllocation("count", ClientStatus.COMPLETE);

        assertThat(logs(allocation)).startsWith("number 1 of 5\n").endsWith("number 5 of 5\ndone\n");
        assertThat(agent.program().run("job", "status", "count").exits(0).output())
                .containsPattern("Status += dead\n");
    }

    @Test
    void a_dispatch_brings_its_meta_and_its_payload_to_the_task() {
        agent.program()
                .run("job", "run", Program.example("parameterized.nomad.hcl"))
                .exits(0);

        String dispatched = agent.program()
                .runWithInput("some text\n", "job", "dispatch", "-wait", "-meta", "input=first", "worker", "-")
                .exits(0)
                .output();

        String child = dispatched
                .lines()
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*= *", "")
                .strip();
        assertThat(child).startsWith("worker/dispatch-");
        assertThat(logs(agent.awaitAllocation(child, ClientStatus.COMPLETE)))
                .isEqualTo("input is first, color is none\nsome text\n");
        assertThat(agent.program().run("job", "status", "worker").exits(0).output())
                .contains("Dispatched Jobs")
                .contains(child);
        assertThat(agent.program().run("job", "dispatch", "worker").exits(1).errors())
                .contains("input");
    }

    @Test
    void tasks_run_before_beside_and_after_the_main_task() {
        agent.program()
                .run("job", "run", "-detach", Program.example("sidecar.nomad.hcl"))
                .exits(0);

        String allocation = agent.awaitAllocation("sidecar", ClientStatus.RUNNING);

        awaitLog(allocation, "main", "ready\n");
        awaitLog(allocation, "companion", "companion beside app\n");
        awaitLog(allocation, "announce", "the main task runs\n");
        agent.program().run("job", "stop", "-detach", "sidecar").exits(0);
        agent.awaitAllocation("sidecar", ClientStatus.COMPLETE);
        assertThat(agent.program().run("alloc", "status", allocation).exits(0).output())
                .contains("Task \"prepare\" (prestart) is \"dead\"")
                .contains("Task \"clean-up\" (poststop) is \"dead\"");
    }

    @Test
    void variables_come_from_a_file_and_from_flags() {
        agent.program()
                .run(
                        "job",
                        "run",
                        "-var-file=" + Program.example("variables.vars.hcl"),
                        "-var",
                        "stage=test",
                        Program.example("variables.nomad.hcl"))
                .exits(0);

        String allocation = agent.awaitAllocation("variables", ClientStatus.COMPLETE);

        awaitLog(allocation, "print-0", "Good Morning from a test\n");
        awaitLog(allocation, "print-1", "Good Night from a test\n");
    }

    @Test
    void logs_are_followed_while_the_task_runs_and_each_output_can_be_asked_for() {
        agent.program()
                .run("job", "run", "-detach", agent.program().write("talker.nomad.hcl", TALKER))
                .exits(0);
        String allocation = agent.awaitAllocation("talker", ClientStatus.RUNNING);
        Path output = folder.resolve("followed");
        Process follower = agent.program().start(output, "alloc", "logs", "-f", "-stdout", allocation);
        try {
            await().atMost(DevAgent.PATIENCE)
                    .untilAsserted(() -> assertThat(DevAgent.read(output)).isEqualTo("first\n"));

            Path local = agent.leftFolders().getFirst().resolve("alloc/" + allocation + "/talker/local/go");
            assertThat(local.getParent()).isDirectory();
            assertThat(agent.program().shell("touch " + local).exitCode()).isZero();

            await().atMost(DevAgent.PATIENCE)
                    .untilAsserted(() -> assertThat(DevAgent.read(output)).isEqualTo("first\nsecond\n"));
            assertThat(follower.isAlive()).isTrue();
            Program.Result errors =
                    agent.program().run("alloc", "logs", "-stderr", allocation).exits(0);
            assertThat(errors.output()).isEqualTo("trouble\n");
        } finally {
            follower.destroy();
            agent.stop("talker");
        }
    }

    private static void awaitLog(String allocation, String task, String text) {
        await().atMost(DevAgent.PATIENCE)
                .untilAsserted(() -> assertThat(agent.program()
                                .run("alloc", "logs", "-task", task, allocation)
                                .output())
                        .contains(text));
    }

    private static String logs(String allocation) {
        return agent.program().run("alloc", "logs", allocation).exits(0).output();
    }
}
