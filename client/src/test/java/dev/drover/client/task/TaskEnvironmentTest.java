package dev.drover.client.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.client.Samples;
import dev.drover.driver.FileIsolation;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.NodeBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TaskEnvironmentTest {
    private static TaskEnvironment environment(FileIsolation isolation, Map<String, String> own) {
        Task task = TaskBuilder.builder(Samples.shell("web", "true"))
                .env(own)
                .meta(Map.of("color", "blue", "dash-ed", "x"))
                .build();
        TaskGroup group = Samples.group(task);
        Allocation allocation = Samples.allocation("service", group);
        Job job = Objects.requireNonNull(allocation.job());
        return TaskEnvironment.build(new TaskEnvironment.Source(
                allocation,
                job,
                group,
                task,
                NodeBuilder.builder()
                        .id("node-id")
                        .name("host1")
                        .datacenter("dc1")
                        .attributes(Map.of("kernel.name", "linux"))
                        .meta(Map.of("rack", "r7"))
                        .build(),
                "global",
                isolation,
                new AllocFolders(Path.of("/a")),
                Map.of("HOME", "/root"),
                Optional.of("/drover/a"),
                Map.of("FROM_FILE", "file")));
    }

    @Test
    void a_task_without_isolation_gets_host_paths_and_the_hosts_variables() {
        assertThat(environment(FileIsolation.NONE, Map.of()).variables())
                .containsEntry("NOMAD_ALLOC_DIR", "/a/alloc")
                .containsEntry("NOMAD_PARENT_CGROUP", "/drover/a")
                .containsEntry("NOMAD_TASK_DIR", "/a/web/local")
                .containsEntry("NOMAD_SECRETS_DIR", "/a/web/secrets")
                .containsEntry("HOME", "/root");
    }

    @Test
    void a_task_with_an_image_gets_its_own_paths_and_nothing_of_the_host() {
        assertThat(environment(FileIsolation.IMAGE, Map.of()).variables())
                .containsEntry("NOMAD_TASK_DIR", "/local")
                .doesNotContainKey("HOME");
    }

    @Test
    void the_task_knows_who_and_where_it_is() {
        assertThat(environment(FileIsolation.NONE, Map.of()).variables())
                .containsEntry("NOMAD_TASK_NAME", "web")
                .containsEntry("NOMAD_GROUP_NAME", "g")
                .containsEntry("NOMAD_JOB_ID", "j")
                .containsEntry("NOMAD_ALLOC_NAME", "j.g[3]")
                .containsEntry("NOMAD_ALLOC_INDEX", "3")
                .containsEntry("NOMAD_DC", "dc1")
                .containsEntry("NOMAD_REGION", "global")
                .containsEntry("NOMAD_NAMESPACE", "default")
                .containsEntry("NOMAD_MEMORY_LIMIT", "64")
                .containsEntry("NOMAD_CPU_LIMIT", "100");
    }

    @Test
    void the_nearest_meta_wins_in_both_cases_of_its_key() {
        assertThat(environment(FileIsolation.NONE, Map.of()).variables())
                .containsEntry("NOMAD_META_color", "blue")
                .containsEntry("NOMAD_META_COLOR", "blue")
                .containsEntry("NOMAD_META_dash_ed", "x");
    }

    @Test
    void ports_are_named_by_label_and_names_are_cleaned() {
        assertThat(environment(FileIsolation.NONE, Map.of()).variables())
                .containsEntry("NOMAD_PORT_http_1", "21000")
                .containsEntry("NOMAD_HOST_PORT_http_1", "21000")
                .containsEntry("NOMAD_IP_http_1", "127.0.0.1")
                .containsEntry("NOMAD_ADDR_http_1", "127.0.0.1:21000");
    }

    @Test
    void own_variables_win_and_are_interpolated() {
        Map<String, String> own = Map.of(
                "URL", "http://${NOMAD_ADDR_http-1}/${attr.kernel.name}/${meta.rack}/${node.unique.name}",
                "FROM_FILE", "mine",
                "PLACE", "${env[\"HOME\"]}");
        assertThat(environment(FileIsolation.NONE, own).variables())
                .containsEntry("URL", "http://127.0.0.1:21000/linux/r7/host1")
                .containsEntry("FROM_FILE", "mine")
                .containsEntry("PLACE", "/root");
    }

    @Test
    void configuration_is_interpolated_to_its_depth_and_unknown_names_stay() {
        Interpolation interpolation =
                environment(FileIsolation.NONE, Map.of("OWN", "1")).interpolation();
        Map<String, Object> config = interpolation.config(Map.of(
                "args", List.of("-p", "${NOMAD_PORT_http-1}", "${UNKNOWN} $HOME ${}"),
                "labels", List.of(Map.of("${OWN}", "${ NOMAD_JOB_ID }")),
                "count", 2));
        assertThat(config)
                .containsEntry("args", List.of("-p", "21000", "${UNKNOWN} $HOME ${}"))
                .containsEntry("labels", List.of(Map.of("1", "j")))
                .containsEntry("count", 2);
    }
}
