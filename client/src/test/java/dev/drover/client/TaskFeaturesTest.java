package dev.drover.client;

import static dev.drover.client.Samples.allocation;
import static dev.drover.client.Samples.fake;
import static dev.drover.client.Samples.group;
import static dev.drover.client.Samples.shell;
import static dev.drover.client.TestNode.events;
import static dev.drover.client.TestNode.is;
import static dev.drover.client.TestNode.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.drover.client.ClientConfig.GarbageCollection;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.job.RestartPolicy;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.job.Template;
import dev.drover.model.job.TemplateBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single features of tasks, and what is left of them afterwards. */
final class TaskFeaturesTest {
    @TempDir
    private Path directory;

    private static Template variables(String text) {
        return TemplateBuilder.builder()
                .destPath("secrets/settings.env")
                .embeddedTmpl(text)
                .envvars(true)
                .build();
    }

    @Test
    void a_template_of_variables_reaches_the_environment() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            var task = TaskBuilder.builder(shell("t", "echo $GREETING $PLACE"))
                    .templates(List.of(variables("# who\nGREETING=hello\nPLACE=\"the world\"\n")))
                    .build();
            Allocation allocation = allocation("batch", group(task));
            node.run(allocation, ClientStatus.COMPLETE);
            assertThat(node.log(allocation, "t.stdout.0")).isEqualTo("hello the world\n");
        }
    }

    @Test
    void a_wrong_line_among_variables_fails_the_setup() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            var task = TaskBuilder.builder(shell("t", "true"))
                    .templates(List.of(variables("nothing\n")))
                    .build();
            Allocation report = node.run(allocation("batch", group(task)), ClientStatus.FAILED);
            assertThat(events(report, "t")).contains("Setup Failure");
        }
    }

    @Test
    void a_task_runs_as_its_user_and_may_write_to_its_folder() throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        try (TestNode node = new TestNode(directory)) {
            var task = TaskBuilder.builder(shell("t", "id -un; id -u"))
                    .user("nobody")
                    .build();
            Allocation allocation = allocation("batch", group(task));
            node.run(allocation, ClientStatus.COMPLETE);
            assertThat(node.log(allocation, "t.stdout.0"))
                    .startsWith("nobody\n")
                    .doesNotContain("\n0\n");
        }
    }

    @Test
    void in_mode_delay_a_task_goes_on_after_too_many_failures() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            var group = TaskGroupBuilder.builder(group(fake("t", Map.of("exit", 1))))
                    .restartPolicy(new RestartPolicy(Duration.ofMillis(300), 1, Duration.ofMillis(1), "delay", false))
                    .build();
            Allocation allocation = allocation("service", group);
            node.servers.want(allocation);
            Allocation report = node.servers.awaitReport(
                    allocation.id(), each -> state(each, "t").restarts() >= 3);
            assertThat(state(report, "t").failed()).isFalse();
            assertThat(state(report, "t").events())
                    .anySatisfy(event -> assertThat(event.restartReason()).contains("mode is \"delay\""));
        }
    }

    @Test
    void what_has_ended_is_cleared_away_and_never_run_again() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Allocation allocation = allocation("batch", group(fake("t", Map.of("exit", 0))));
            node.run(allocation, ClientStatus.COMPLETE);
            Await.until(() -> node.client.allocations().collect(allocation.id()));
            assertThat(node.folder(allocation)).doesNotExist();
            assertThat(node.client.allocations().has(allocation.id())).isFalse();

            node.servers.want(allocation);
            Allocation other = allocation("batch", group(fake("other", Map.of("exit", 0))));
            node.run(other, ClientStatus.COMPLETE);
            assertThat(node.driver.story()).containsExactly("start t", "start other");
            node.servers.forget(allocation.id());
            node.run(allocation("batch", group(fake("last", Map.of("exit", 0)))), ClientStatus.COMPLETE);
            assertThat(node.driver.story()).hasSize(3);
        }
    }

    @Test
    void housekeeping_clears_away_what_has_ended_beyond_the_limit() throws Exception {
        GarbageCollection often = new GarbageCollection(Duration.ofMillis(20), 1, 100, 100, 1);
        try (TestNode node = new TestNode(
                directory,
                config -> ClientConfigBuilder.builder(config)
                        .garbageCollection(often)
                        .build())) {
            Allocation running = allocation("service", group(fake("long", Map.of())));
            node.servers.want(running);
            node.servers.awaitReport(running.id(), each -> state(each, "long").state() == TaskRunState.RUNNING);
            Allocation ended = allocation("batch", group(fake("short", Map.of("exit", 0))));
            node.servers.want(ended);
            node.servers.awaitReport(ended.id(), is(ClientStatus.COMPLETE));
            Await.until(() -> !Files.exists(node.folder(ended)));
            assertThat(node.folder(running)).exists();
            assertThat(node.client.allocations().has(running.id())).isTrue();
        }
    }
}
