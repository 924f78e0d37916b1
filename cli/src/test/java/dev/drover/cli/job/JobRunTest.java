package dev.drover.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunTest {
    private static final String EVALUATION = "06fcea0e-6e5e-11af-fa37-3cc095c15f18";
    private static final String DEPLOYMENT = "099d6979-bb82-a76b-d5d0-acc432b710b0";

    @TempDir
    private Path folder;

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @BeforeEach
    void writeJob() throws IOException {
        Files.writeString(
                folder.resolve("web.nomad.hcl"),
                """
                job "web" {
                  group "g" {
                    task "t" {
                      driver = "raw_exec"
                      config {
                        command = "/bin/sleep"
                        args    = ["60"]
                      }
                    }
                  }
                }
                """);
        terminal.in(folder);
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private static String evaluation(String status, String rest) {
        return "{\"ID\":\"" + EVALUATION + "\",\"JobID\":\"web\",\"Namespace\":\"default\",\"Type\":\"service\","
                + "\"Status\":\"" + status + "\",\"CreateIndex\":10" + rest + "}";
    }

    private static String allocation(String status) {
        return "[{\"ID\":\"15904a37-6da7-9867-3c36-deda70f9fd21\",\"NodeID\":\"8f2a4c25-2b18-281b-e2a9-3db020047662\","
                + "\"TaskGroup\":\"g\",\"ClientStatus\":\"" + status
                + "\",\"ClientDescription\":\"Tasks are running\",\"CreateIndex\":11}]";
    }

    private void registers() {
        agent.on("PUT /v1/jobs", "{\"EvalID\":\"" + EVALUATION + "\",\"Warnings\":\"\"}");
    }

    @Test
    void the_monitor_follows_evaluation_allocations_and_deployment_to_the_end() {
        registers();
        agent.on("GET /v1/evaluation/" + EVALUATION, evaluation("pending", ""))
                .on("GET /v1/evaluation/" + EVALUATION, evaluation("complete", ",\"DeploymentID\":\"" + DEPLOYMENT + "\""))
                .on("GET /v1/evaluation/" + EVALUATION + "/allocations", allocation("pending"))
                .on("GET /v1/evaluation/" + EVALUATION + "/allocations", allocation("running"))
                .on(
                        "GET /v1/deployment/" + DEPLOYMENT,
                        "{\"ID\":\"" + DEPLOYMENT + "\",\"JobID\":\"web\",\"Status\":\"successful\","
                                + "\"StatusDescription\":\"Deployment completed successfully\",\"TaskGroups\":{\"g\":"
                                + "{\"DesiredTotal\":1,\"PlacedAllocs\":1,\"HealthyAllocs\":1}}}");

        Terminal.Result result = terminal.run("job", "run", "web.nomad.hcl");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        """
                        ==> 2026-11-23T00:53:20Z: Monitoring evaluation "06fcea0e"
                            2026-11-23T00:53:20Z: Evaluation triggered by job "web"
                            2026-11-23T00:53:20Z: Allocation "15904a37" created: node "8f2a4c25", group "g"
                            2026-11-23T00:53:20Z: Allocation "15904a37" status changed: "pending" -> "running" (Tasks are running)
                            2026-11-23T00:53:20Z: Evaluation within deployment: "099d6979"
                            2026-11-23T00:53:20Z: Evaluation status changed: "pending" -> "complete"
                        ==> 2026-11-23T00:53:20Z: Evaluation "06fcea0e" finished with status "complete"
                        ==> 2026-11-23T00:53:20Z: Monitoring deployment "099d6979"
                          ✓ Deployment "099d6979" successful
                            2026-11-23T00:53:20Z
                            ID          = 099d6979
                            Job ID      = web
                            Job Version = 0
                            Status      = successful
                            Description = Deployment completed successfully

                            Deployed
                            Task Group  Desired  Placed  Healthy  Unhealthy  Progress Deadline
                            g           1        1       1        0          N/A
                        """);
        assertThat(agent.requests()).anyMatch(request -> request.target().contains("index=7"));
    }

    @Test
    void what_cannot_be_placed_is_explained_with_exit_code_2() {
        registers();
        agent.on(
                        "GET /v1/evaluation/" + EVALUATION,
                        evaluation(
                                "complete",
                                ",\"BlockedEval\":\"c7f78f64-dc9e-432f-2ed3-685bf517066e\",\"FailedTGAllocs\":{\"g\":"
                                        + "{\"NodesEvaluated\":1,\"CoalescedFailures\":1,\"ConstraintFiltered\":"
                                        + "{\"${attr.kernel.name} = plan9\":1}}}"))
                .on("GET /v1/evaluation/" + EVALUATION + "/allocations", "[]");

        Terminal.Result result = terminal.run("run", "web.nomad.hcl");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out())
                .contains("Evaluation \"06fcea0e\" finished with status \"complete\" but failed to place all allocations:\n")
                .contains("    Task Group \"g\" (failed to place 2 allocations):\n")
                .contains("      * Constraint \"${attr.kernel.name} = plan9\": 1 nodes excluded by filter\n")
                .contains("Evaluation \"c7f78f64\" waiting for additional capacity to place remainder");
    }

    @Test
    void a_failed_deployment_is_exit_code_1() {
        registers();
        agent.on("GET /v1/evaluation/" + EVALUATION, evaluation("complete", ",\"DeploymentID\":\"" + DEPLOYMENT + "\""))
                .on("GET /v1/evaluation/" + EVALUATION + "/allocations", "[]")
                .on("GET /v1/deployment/" + DEPLOYMENT, "{\"ID\":\"" + DEPLOYMENT + "\",\"Status\":\"running\"}")
                .on("GET /v1/deployment/" + DEPLOYMENT, "{\"ID\":\"" + DEPLOYMENT + "\",\"Status\":\"failed\"}");

        Terminal.Result result = terminal.run("job", "run", "web.nomad.hcl");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("! Deployment \"099d6979\" failed");
    }

    @Test
    void detached_it_names_the_evaluation_and_sends_source_and_index() {
        registers();

        Terminal.Result result = terminal.run("job", "run", "-detach", "-check-index", "7", "web.nomad.hcl");

        assertThat(result.out()).isEqualTo("Job registration successful\nEvaluation ID: " + EVALUATION + "\n");
        assertThat(agent.last("PUT /v1/jobs").body())
                .contains("\"EnforceIndex\":true")
                .contains("\"JobModifyIndex\":7")
                .contains("\"Format\":\"hcl2\"")
                .contains("\"ID\":\"web\"");
    }

    @Test
    void a_changed_job_is_not_overwritten_against_the_check_index() {
        agent.on("PUT /v1/jobs", 500, "Enforcing job modify index 7: job exists with conflicting job modify index: 9");

        Terminal.Result result = terminal.run("job", "run", "-check-index=7", "web.nomad.hcl");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("Job not updated").contains("conflicting job modify index: 9");
    }

    @Test
    void output_prints_the_job_and_asks_no_agent() {
        Terminal.Result result = terminal.run("job", "run", "-output", "web.nomad.hcl");

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("{\n    \"Job\": {\n        \"Affinities\": null,\n");
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void a_missing_file_is_named() {
        Terminal.Result result = terminal.run("job", "run", "none.nomad.hcl");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("Error getting job struct: Error getting jobfile from \"none.nomad.hcl\": no such file or directory\n");
    }

    @Test
    void a_broken_file_is_shown_with_place_and_caret() throws IOException {
        Files.writeString(folder.resolve("bad.hcl"), "job \"x\" {\n  datacenter = [\"dc1\"]\n}\n");

        Terminal.Result result = terminal.run("job", "validate", "bad.hcl");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("bad.hcl:2:3").contains("^^^").contains("datacenters");
    }

    @Test
    void a_job_from_standard_input_in_json_is_taken() {
        registers();

        Terminal.Result result = terminal.typing("{\"Job\":{\"ID\":\"j\",\"Namespace\":\"team\"}}")
                .run("job", "run", "-json", "-detach", "-");

        assertThat(result.code()).isZero();
        assertThat(agent.last("PUT /v1/jobs").target()).isEqualTo("/v1/jobs?namespace=team");
    }
}
