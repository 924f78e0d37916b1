package dev.drover.dist.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.model.alloc.ClientStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and scripts type every day, against a real agent. */
class CommandsIT {
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
    void each_broken_example_gets_an_error_with_its_place() throws IOException {
        try (Stream<Path> files = Files.list(Program.example("broken"))) {
            List<Path> broken = files.filter(file -> file.toString().endsWith(".hcl"))
                    .sorted()
                    .toList();
            assertThat(broken).hasSize(10);
            assertThat(broken).allSatisfy(file -> {
                Program.Result result =
                        agent.program().run("job", "validate", file).exits(1);
                assertThat(result.errors())
                        .containsPattern(file.getFileName() + ":\\d+:\\d+\n")
                        .containsPattern("\n +\\d+ \\| .*\n +\\| +\\^");
            });
            assertThat(agent.program()
                            .run("job", "run", broken.getFirst())
                            .exits(1)
                            .errors())
                    .containsPattern(broken.getFirst().getFileName() + ":\\d+:\\d+\n");
        }
    }

    @Test
    void the_load_of_the_api_is_measured_with_its_conditions() {
        String report = agent.program()
                .run(
                        "bench",
                        "api",
                        "-read",
                        agent.address(),
                        "-write",
                        agent.address(),
                        "-reads",
                        40,
                        "-writes",
                        20,
                        "-watchers",
                        10,
                        "-jobs",
                        10,
                        "-seconds",
                        2,
                        "-json")
                .exits(0)
                .output();

        assertThat(report)
                .contains("\"watchers\":10", "\"errors\":0", "\"first_error\":\"\"", "\"jobs\":10")
                .containsPattern("\"woken\":[1-9]")
                .containsPattern("\"read_p50_ms\":\\d*\\.\\d*[1-9]");
    }

    @Test
    void the_file_of_job_init_is_valid_and_in_canonical_format() {
        assertThat(agent.program().run("job", "init").exits(0).output()).contains("example.nomad.hcl");

        assertThat(agent.program()
                        .run("job", "validate", "example.nomad.hcl")
                        .exits(0)
                        .output())
                .contains("validation successful");
        agent.program().run("fmt", "-check", "example.nomad.hcl").exits(0);
        agent.program().run("job", "init").exits(1);
    }

    @Test
    void fmt_names_the_files_that_are_not_in_canonical_format() {
        Path file = agent.program().write("crooked.nomad.hcl", "job \"a\" {\n      type=\"batch\"\n}\n");

        assertThat(agent.program().run("fmt", "-check", file).exits(1).output()).contains("crooked.nomad.hcl");
        agent.program().run("fmt", file).exits(0);

        assertThat(file).hasContent("job \"a\" {\n  type = \"batch\"\n}\n");
    }

    @Test
    void an_inspected_job_can_be_submitted_again() {
        run("again");
        String inspected =
                agent.program().run("job", "inspect", "again").exits(0).output();
        Path file = agent.program().write("again.json", inspected);

        assertThat(agent.program().run("job", "plan", "-json", file).exits(0).output())
                .contains("Job: \"again\"");
        agent.program().run("job", "run", "-detach", "-json", file).exits(0);

        assertThat(agent.text("/v1/job/again")).contains("\"Version\":0");
        agent.stop("again");
    }

    @Test
    void a_job_that_fits_nowhere_ends_with_the_reason_and_code_2() {
        Path file = agent.program().write("nowhere.nomad.hcl", """
                job "nowhere" {
                  constraint {
                    attribute = "${attr.kernel.name}"
                    value     = "plan9"
                  }
                  group "main" {
                    task "main" {
                      driver = "raw_exec"
                      config {
                        command = "/bin/true"
                      }
                    }
                  }
                }
                """);

        Program.Result result = agent.program().run("job", "run", file).exits(2);

        assertThat(result.output())
                .contains("failed to place all allocations")
                .contains("Constraint \"${attr.kernel.name} = plan9\": 1 nodes excluded by filter");
        String evaluation = result.output().replaceFirst("(?s).*?Monitoring evaluation \"(\\w+)\".*", "$1");
        assertThat(agent.program().run("eval", "status", evaluation).exits(0).output())
                .containsPattern("Status += complete")
                .contains("Failed Placements")
                .contains("plan9");
        assertThat(agent.program().run("job", "status", "nowhere").exits(0).output())
                .contains("Placement Failure");
    }

    @Test
    void a_stopped_allocation_gets_a_replacement() {
        String first = run("replaced");

        agent.program().run("alloc", "stop", first).exits(0);

        await().atMost(DevAgent.PATIENCE)
                .until(() ->
                        agent.allocations("replaced", ClientStatus.COMPLETE).contains(first));
        assertThat(agent.awaitAllocation("replaced", ClientStatus.RUNNING)).isNotEqualTo(first);
        agent.stop("replaced");
    }

    @Test
    void things_are_shown_as_tables_as_json_and_through_templates() {
        String allocation = run("shown");

        assertThat(agent.program().run("node", "status").exits(0).output())
                .containsPattern("ID +Node Pool +DC +Name +Class +Drain +Eligibility +Status")
                .containsPattern("eligible +ready");
        assertThat(agent.program().run("node", "status", "-self").exits(0).output())
                .contains("raw_exec")
                .contains(allocation.substring(0, 8));
        assertThat(agent.program()
                        .run("node", "status", "-t", "{{range .}}{{.Status}}{{end}}")
                        .exits(0)
                        .output())
                .isEqualToIgnoringNewLines("ready");
        assertThat(agent.program().run("status", "sho").exits(0).output()).containsPattern("ID += shown");
        assertThat(agent.program()
                        .run("status", allocation.substring(0, 8))
                        .exits(0)
                        .output())
                .contains("= " + allocation);
        assertThat(agent.program()
                        .run("alloc", "status", "-json", allocation)
                        .exits(0)
                        .output())
                .startsWith("{")
                .contains("\"ClientStatus\": \"running\"");
        assertThat(agent.program()
                        .run("job", "allocs", "-t", "{{range .}}{{.ID}}{{end}}", "shown")
                        .exits(0)
                        .output())
                .isEqualToIgnoringNewLines(allocation);
        agent.stop("shown");
    }

    @Test
    void what_does_not_exist_is_said_with_code_1() {
        assertThat(agent.program().run("job", "status", "nothing").exits(1).errors())
                .contains("nothing");
        assertThat(agent.program().run("alloc", "status", "ffffffff").exits(1).errors())
                .contains("ffffffff");
        agent.program().run("job", "stop", "nothing").exits(1);
    }

    @Test
    void under_the_name_nomad_it_speaks_of_itself_as_nomad() throws IOException {
        Path nomad = Files.createSymbolicLink(folder.resolve("nomad"), Program.LAUNCHER);
        Program renamed = new Program(folder, nomad).with("NOMAD_ADDR", agent.address());

        assertThat(renamed.run("node", "status").exits(0).output()).contains("ready");
        assertThat(renamed.run("job", "run", "-help").output()).contains("Usage: nomad job run");
    }

    private static String run(String job) {
        Path file = agent.program().write(job + ".nomad.hcl", """
                job "%s" {
                  group "main" {
                    task "main" {
                      driver = "raw_exec"

                      config {
                        command = "/bin/sleep"
                        args    = ["600"]
                      }
                    }
                  }
                }
                """.formatted(job));
        agent.program().run("job", "run", "-detach", file).exits(0);
        return agent.awaitAllocation(job, ClientStatus.RUNNING);
    }
}
