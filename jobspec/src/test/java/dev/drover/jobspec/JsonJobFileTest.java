package dev.drover.jobspec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.job.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonJobFileTest {
    private static JobFile parse(String json) {
        return JobFiles.parse(new SourceFile("job.json", json), JobFileOptions.sent(""));
    }

    @Test
    void a_job_is_read_bare_or_wrapped() {
        assertThat(parse("{\"ID\": \"a\", \"Datacenters\": [\"dc1\"]}").job())
                .map(Job::id)
                .contains("a");
        assertThat(parse(" {\"Job\": {\"ID\": \"a\", \"Unknown\": [1]}}").job())
                .map(Job::id)
                .contains("a");
        assertThat(parse("{\"job\": {\"id\": \"a\"}}").job()).map(Job::id).contains("a");
    }

    @Test
    void a_fault_names_the_field() {
        JobFile parsed = parse("{\"Job\": {\"ID\": \"a\",\n \"TaskGroups\": [{\"Count\": \"two\"}]}}");
        assertThat(parsed.job()).isEmpty();
        assertThat(parsed.explain()).contains("TaskGroups[0].Count: ").contains("job.json:2:18");
    }

    @Test
    void what_is_no_job_is_refused() {
        assertThat(parse("{}").explain()).contains("the field \"ID\" is missing");
        assertThat(parse("{\"Job\": ").job()).isEmpty();
        assertThat(parse("{\"ID\": \"a\", \"Config\": " + "[".repeat(50_000)).job())
                .isEmpty();
    }

    @Test
    void the_submission_keeps_source_and_values() {
        JobFile parsed = JobFiles.parse(
                new SourceFile(
                        "a.hcl",
                        "variable \"x\" {}\nvariable \"y\" {}\njob \"j\" {\n task \"t\" {\n driver = \"${var.x}${var.y}\"\n}\n}"),
                new JobFileOptions(
                        List.of("x=1"),
                        List.of(new SourceFile("v.hcl", "y = \"2\"")),
                        Map.of("NOMAD_VAR_x", "0", "HOME", "/"),
                        Optional.empty(),
                        true));
        assertThat(parsed.explain()).isEmpty();
        assertThat(parsed.submission().variableFlags()).isEqualTo(Map.of("x", "1"));
        assertThat(parsed.submission().variables()).isEqualTo("y = \"2\"");
        assertThat(parsed.submission().format()).isEqualTo("hcl2");
        assertThat(parsed.job()
                        .orElseThrow()
                        .taskGroups()
                        .getFirst()
                        .tasks()
                        .getFirst()
                        .driver())
                .isEqualTo("12");
    }

    @Test
    void values_that_are_sent_along_may_be_json() {
        JobFile parsed = JobFiles.parse(
                new SourceFile("a.hcl", "variable \"x\" {}\njob \"j\" {\n task \"t\" { driver = var.x }\n}"),
                JobFileOptions.sent("{\"x\": \"docker\"}"));
        assertThat(parsed.job()
                        .orElseThrow()
                        .taskGroups()
                        .getFirst()
                        .tasks()
                        .getFirst()
                        .driver())
                .isEqualTo("docker");
    }
}
