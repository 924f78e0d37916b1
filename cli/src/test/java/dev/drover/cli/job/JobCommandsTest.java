package dev.drover.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobCommandsTest {
    private static final String TWO_JOBS = """
            [{"ID":"web","Namespace":"default","Type":"service","Priority":50,"Status":"running","SubmitTime":1795395192000000000},
             {"ID":"web-old","Namespace":"default","Type":"batch","Periodic":true,"Priority":70,"Status":"dead","Stop":true,
              "SubmitTime":1795395186000000000}]
            """;
    private static final String ONE_JOB = "[{\"ID\":\"web\",\"Namespace\":\"default\",\"Type\":\"service\"}]";

    @TempDir
    private Path folder;

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void the_list_shows_type_and_status_with_what_they_imply() {
        agent.on("GET /v1/jobs", TWO_JOBS);

        assertThat(terminal.run("job", "status").out()).isEqualTo("""
                        ID       Type            Priority  Status          Submit Date
                        web      service         50        running         2026-11-23T00:53:12Z
                        web-old  batch/periodic  70        dead (stopped)  2026-11-23T00:53:06Z
                        """);
    }

    @Test
    void an_unknown_job_is_a_failure() {
        agent.on("GET /v1/jobs", "[]");

        Terminal.Result result = terminal.run("job", "stop", "nope");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("No job(s) with prefix or ID \"nope\" found\n");
    }

    @Test
    void a_prefix_of_several_jobs_lists_them() {
        agent.on("GET /v1/jobs", TWO_JOBS);

        Terminal.Result result = terminal.run("job", "status", "we");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("Prefix matched multiple jobs\n\nID       Type")
                .contains("web-old");
    }

    @Test
    void stop_detached_prints_the_evaluation_and_passes_its_flags() {
        agent.on("GET /v1/jobs", TWO_JOBS)
                .on("DELETE /v1/job/web", "{\"EvalID\":\"3e71f013-d304-9272-3f88-cc91480fc765\"}");

        Terminal.Result result = terminal.run("job", "stop", "-purge", "-detach", "-no-shutdown-delay", "web");

        assertThat(result.out()).isEqualTo("3e71f013-d304-9272-3f88-cc91480fc765\n");
        assertThat(agent.last("DELETE /v1/job/web").target())
                .isEqualTo("/v1/job/web?namespace=default&purge=true&no_shutdown_delay=true");
    }

    @ParameterizedTest
    @CsvSource({"y,true", "yes,true", "n,false", "'',false"})
    void stopping_by_a_prefix_asks_first(String answer, boolean stopped) {
        agent.on("GET /v1/jobs", ONE_JOB).on("DELETE /v1/job/web", "{\"EvalID\":\"\"}");

        Terminal.Result result = terminal.typing(answer + "\n").run("stop", "w");

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Are you sure you want to stop job \"web\"? [y/N]");
        assertThat(agent.requests().stream()
                        .anyMatch(request -> request.method().equals("DELETE")))
                .isEqualTo(stopped);
    }

    @ParameterizedTest
    @CsvSource({"Place,1", "Stop,1", "Migrate,1", "DestructiveUpdate,1", "Canary,1", "InPlaceUpdate,0", "Ignore,0"})
    void a_plan_tells_by_its_exit_code_whether_allocations_change(String update, int code) throws IOException {
        Files.writeString(folder.resolve("web.json"), "{\"ID\":\"web\"}");
        agent.on(
                "PUT /v1/job/web/plan",
                "{\"JobModifyIndex\":10,\"Annotations\":{\"DesiredTGUpdates\":{\"g\":{\"" + update + "\":1}}}}");

        Terminal.Result result = terminal.in(folder).run("job", "plan", "web.json");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.out())
                .contains("Scheduler dry-run:\n- All tasks successfully allocated.\n")
                .contains("Job Modify Index: 10\n")
                .contains("drover job run -check-index 10 web.json");
    }

    @Test
    void a_plan_that_fails_is_exit_code_255() throws IOException {
        Files.writeString(folder.resolve("web.json"), "{\"ID\":\"web\"}");
        agent.on("PUT /v1/job/web/plan", 500, "no leader");

        Terminal.Result result = terminal.in(folder).run("plan", "web.json");

        assertThat(result.code()).isEqualTo(255);
        assertThat(result.err()).isEqualTo("Error during plan: Unexpected response code: 500 (no leader)\n");
    }

    @Test
    void a_plan_explains_what_would_not_be_placed() throws IOException {
        Files.writeString(folder.resolve("web.json"), "{\"ID\":\"web\"}");
        agent.on(
                "PUT /v1/job/web/plan",
                "{\"Warnings\":\"1 warning:\\n\\n* beware\",\"FailedTGAllocs\":{\"g\":{\"NodesEvaluated\":0}}}");

        assertThat(terminal.in(folder).run("plan", "-diff=false", "web.json").out())
                .startsWith("""
                        Scheduler dry-run:
                        - WARNING: Failed to place all allocations.
                          Task Group "g" (failed to place 1 allocation):
                            * No nodes were eligible for evaluation

                        Job Warnings:
                        1 warning:

                        * beware

                        Job Modify Index: 0
                        """);
    }

    @Test
    void dispatch_sends_metadata_and_payload() throws IOException {
        Files.writeString(folder.resolve("in.txt"), "hello");
        agent.on("GET /v1/jobs", ONE_JOB)
                .on(
                        "PUT /v1/job/web/dispatch",
                        "{\"DispatchedJobID\":\"web/dispatch-1-2\",\"EvalID\":\"d6ef5933-0000-0000-0000-000000000000\"}");

        Terminal.Result result =
                terminal.in(folder).run("job", "dispatch", "-meta", "a=b=c", "-meta=d=e", "-detach", "web", "in.txt");

        assertThat(result.out()).isEqualTo("Dispatched Job ID = web/dispatch-1-2\nEvaluation ID     = d6ef5933\n");
        assertThat(agent.last("PUT /v1/job/web/dispatch").body())
                .contains("\"Payload\":\"aGVsbG8=\"")
                .contains("\"Meta\":{\"a\":\"b=c\",\"d\":\"e\"}");
    }

    @Test
    void ids_of_children_are_one_segment_of_the_path() {
        agent.on("GET /v1/jobs", "[{\"ID\":\"bat/dispatch-1\",\"Namespace\":\"default\"}]")
                .on("GET /v1/job/bat%2Fdispatch-1/allocations", "[]");

        assertThat(terminal.run("job", "allocs", "bat/dispatch-1").out()).isEqualTo("No allocations placed\n");
    }

    @Test
    void inspect_prints_every_field_sorted_with_four_spaces() {
        agent.on("GET /v1/jobs", ONE_JOB)
                .on("GET /v1/job/web", "{\"ID\":\"web\",\"Payload\":null,\"Datacenters\":[\"*\"]}");

        String out = terminal.run("job", "inspect", "web").out();

        assertThat(out)
                .startsWith("{\n    \"Job\": {\n        \"Affinities\": null,\n        \"AllAtOnce\": false,\n")
                .contains("\n        \"Datacenters\": [\n            \"*\"\n        ],\n")
                .contains("\n        \"Migrate\": null,\n")
                .endsWith("    }\n}\n");
    }

    @Test
    void a_template_picks_fields() {
        agent.on("GET /v1/jobs", TWO_JOBS);

        assertThat(terminal.run("job", "status", "-t", "{{range .}}{{.ID}}={{.Priority}} {{end}}")
                        .out())
                .isEqualTo("web=50 web-old=70 \n");
    }

    @Test
    void init_writes_an_example_once() throws IOException {
        Terminal.Result first = terminal.in(folder).run("init", "-short");
        Terminal.Result second = terminal.in(folder).run("job", "init");

        assertThat(first.out()).isEqualTo("Example job file written to example.nomad.hcl\n");
        assertThat(Files.readString(folder.resolve("example.nomad.hcl"))).startsWith("job \"example\" {");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err()).contains("already exists");
    }

    @ParameterizedTest
    @CsvSource({"-short=false", "-short", "-connect", "'-connect,-short'"})
    void every_example_is_a_job_file_in_canonical_style(String flags) {
        String[] words = ("job,init," + flags).split(",", -1);
        assertThat(terminal.in(folder).run(words).code()).isZero();

        Terminal.Result output = terminal.run("job", "run", "-output", "example.nomad.hcl");
        assertThat(output.err()).isEmpty();
        assertThat(output.code()).isZero();
        assertThat(terminal.run("fmt", "-check", "example.nomad.hcl").out()).isEmpty();
    }

    @Test
    void fmt_checks_without_writing_and_writes_otherwise() throws IOException {
        Path file = folder.resolve("a.nomad.hcl");
        Files.writeString(file, "job \"x\" {\ntype=\"batch\"\n}\n");

        Terminal.Result check = terminal.in(folder).run("fmt", "-check");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).endsWith("a.nomad.hcl\n");
        assertThat(Files.readString(file)).contains("type=\"batch\"");

        assertThat(terminal.run("fmt").code()).isZero();
        assertThat(Files.readString(file)).isEqualTo("job \"x\" {\n  type = \"batch\"\n}\n");
        assertThat(terminal.run("fmt", "-check").code()).isZero();
    }

    @Test
    void a_version_gets_a_name_and_loses_it_again() {
        agent.on("GET /v1/jobs", ONE_JOB)
                .on("PUT /v1/job/web/versions/golden/tag", "{\"Name\":\"golden\",\"Index\":9}")
                .on("DELETE /v1/job/web/versions/golden/tag", "{\"Name\":\"golden\",\"Index\":10}");

        assertThat(terminal.run("job", "tag", "apply", "-name", "golden", "-description", "works", "web")
                        .out())
                .isEqualTo("The newest job version tagged with name \"golden\"\n");
        assertThat(agent.last("PUT").body()).contains("\"Latest\":true", "\"Description\":\"works\"");
        assertThat(terminal.run("job", "tag", "apply", "-name=golden", "-version=3", "web")
                        .out())
                .isEqualTo("Job version 3 tagged with name \"golden\"\n");
        assertThat(agent.last("PUT").body()).contains("\"Version\":3", "\"Latest\":false");
        assertThat(terminal.run("job", "tag", "unset", "-name", "golden", "web").out())
                .isEqualTo("Tag \"golden\" removed from job \"web\"\n");
        assertThat(terminal.run("job", "tag", "apply", "web").err()).contains("name is required");
    }
}
