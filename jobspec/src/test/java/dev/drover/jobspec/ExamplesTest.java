package dev.drover.jobspec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.jobspec.hcl.Formatted;
import dev.drover.jobspec.hcl.Hcl;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.ParameterizedJobConfigBuilder;
import dev.drover.model.job.PortBuilder;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ExamplesTest {
    static List<String> names() {
        return Examples.files("").stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void an_example_is_the_same_job_after_a_trip_through_json(String name) {
        JobFile parsed = Examples.parse(name);
        assertThat(parsed.explain()).doesNotContain("Error:");
        Job job = parsed.job().orElseThrow();
        assertThat(Json.read(Job.class, Json.write(job))).isEqualTo(job);
        JobFile fromJson = JobFiles.parse(
                new SourceFile("job.json", "{\"Job\": " + Json.write(job) + "}"), JobFileOptions.sent(""));
        assertThat(fromJson.job()).contains(job);
    }

    @Test
    void the_redis_job_of_the_talk_becomes_a_group_with_a_published_port() {
        JobFile parsed = Examples.parse("redis.nomad.hcl");
        Job expected = JobBuilder.builder()
                .id("redis")
                .name("redis")
                .datacenters(List.of("us-east-1"))
                .taskGroups(List.of(TaskGroupBuilder.builder()
                        .name("redis")
                        .count(1)
                        .networks(List.of(NetworkResourceBuilder.builder()
                                .mbits(10)
                                .dynamicPorts(List.of(
                                        PortBuilder.builder().label("redis").build()))
                                .build()))
                        .tasks(List.of(TaskBuilder.builder()
                                .name("redis")
                                .driver("docker")
                                .config(Map.of("image", "redis:latest", "ports", List.of("redis")))
                                .shutdownDelay(Duration.ZERO)
                                .resources(ResourcesBuilder.builder()
                                        .cpu(500)
                                        .memoryMb(256)
                                        .build())
                                .build()))
                        .build()))
                .build();
        assertThat(parsed.job()).contains(expected);
        assertThat(parsed.errors()).isEmpty();
        assertThat(parsed.explain())
                .contains("\"mbits\" is read for the sake of older job files")
                .contains("Networks belong to the group today")
                .contains("port \"redis\" {}");
    }

    @Test
    void the_dispatch_job_of_the_talk_keeps_references_to_the_running_task() {
        JobFile parsed = Examples.parse("dispatch.nomad.hcl");
        Task worker = TaskBuilder.builder()
                .name("worker")
                .driver("docker")
                .config(Map.of("image", "myworker:latest", "args", List.of("--input", "${NOMAD_META_INPUT}")))
                .build();
        Job expected = JobBuilder.builder()
                .id("my-dispatch")
                .name("my-dispatch")
                .type("batch")
                .datacenters(List.of("dc1"))
                .parameterizedJob(ParameterizedJobConfigBuilder.builder()
                        .metaRequired(List.of("input"))
                        .build())
                .taskGroups(List.of(TaskGroupBuilder.builder()
                        .name("worker")
                        .count(1)
                        .tasks(List.of(worker))
                        .build()))
                .build();
        assertThat(parsed.job()).contains(expected);
        assertThat(parsed.explain())
                .contains("\"config\" is a block today; write config { ... } without the equals sign.");
    }

    @Test
    void variables_locals_loops_and_functions_shape_a_job() {
        Job job = Examples.parse("variables.nomad.hcl").job().orElseThrow();
        assertThat(job.name()).isEqualTo("variables-production");
        assertThat(job.meta()).containsEntry("labels", "ADMIN,HTTP").containsEntry("stage", "production");
        assertThat(job.taskGroups().getFirst().networks().getFirst().dynamicPorts())
                .extracting("label", "to")
                .containsExactlyInAnyOrder(tuple("http", 8080), tuple("admin", 9090));
        assertThat(job.taskGroups().getFirst().tasks()).extracting(Task::name).containsExactly("print-0", "print-1");
        assertThat(job.taskGroups().getFirst().tasks().getLast().config())
                .containsEntry("args", List.of("Good Night", "for real"));
    }

    @Test
    void a_script_in_a_heredoc_reaches_the_task_with_its_shell_variables() {
        Job job = Examples.parse("service.nomad.hcl").job().orElseThrow();
        Task server = job.taskGroups().getFirst().tasks().getFirst();
        assertThat(server.env()).containsEntry("JAVA", "/usr/lib/jvm/jdk");
        assertThat((List<?>) server.config().get("args"))
                .element(1)
                .asString()
                .startsWith("mkdir -p \"$NOMAD_TASK_DIR/page\"\n");
    }

    @Test
    void a_job_is_parsed_into_the_same_fields_as_by_the_compatible_servers() throws IOException {
        Path samples = Path.of(System.getProperty(
                        "drover.reference", System.getProperty("drover.root", "..") + "/../shared/reference"))
                .resolve("samples");
        assumeTrue(Files.exists(samples));
        JobSubmission submission =
                Json.read(JobSubmission.class, Files.readAllBytes(samples.resolve("job-submission.json")));
        JobFile parsed = JobFiles.parse(new SourceFile("full.hcl", submission.source()), JobFileOptions.sent(""));
        assertThat(parsed.explain()).isEmpty();
        assertThat(parsed.job()).contains(Json.read(Job.class, Files.readAllBytes(samples.resolve("job-parse.json"))));
    }

    @ParameterizedTest
    @MethodSource("names")
    void an_example_is_in_canonical_style_unless_it_shows_old_forms(String name) {
        SourceFile source = Examples.source(name);
        boolean old = name.equals("redis.nomad.hcl") || name.equals("dispatch.nomad.hcl");
        assertThat(Hcl.format(source)).isInstanceOfSatisfying(Formatted.Text.class, formatted -> {
            if (!old) {
                assertThat(formatted.text()).isEqualTo(source.text());
            } else {
                assertThat(formatted.text()).isNotEqualTo(source.text());
            }
        });
    }
}
