package dev.drover.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.volume.HostVolumeInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeSettingsTest {
    private static NodeSettings of(Settings settings) {
        return AgentConfig.of(true, settings).client().node();
    }

    @Test
    void a_node_that_is_told_nothing_has_the_documented_defaults() {
        assertThat(of(new Settings()))
                .isEqualTo(new NodeSettings(
                        new NodeSettings.Garbage(Duration.ofMinutes(1), 2, 80, 70, 50),
                        "",
                        "",
                        0,
                        0,
                        Map.of(),
                        Map.of(),
                        false,
                        Optional.empty(),
                        Math.max(8, 2 * Runtime.getRuntime().availableProcessors()),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(30)));
    }

    @Test
    void settings_are_read_with_their_units(@TempDir Path folder) {
        Settings settings = new Settings();
        settings.put("client.gc_disk_usage_threshold", new BigDecimal("92.5"), "a.hcl:1:1");
        settings.put("client.gc_interval", "10s", "a.hcl:2:1");
        settings.put("client.reserved.cores", "0-1,4", "a.hcl:3:1");
        settings.put("client.chroot_env", Map.of("/bin", "/tools"), "a.hcl:4:1");
        settings.put("client.host_volume.data.path", folder.toString(), "a.hcl:5:1");
        settings.put("client.host_volume.data.read_only", true, "a.hcl:6:1");
        NodeSettings node = of(settings);
        assertThat(node.garbage().diskPercent()).isEqualTo(92.5);
        assertThat(node.garbage().interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(node.reservedCores()).isEqualTo("0-1,4");
        assertThat(node.chroot()).containsExactly(Map.entry("/bin", "/tools"));
        assertThat(node.hostVolumes())
                .containsExactly(Map.entry("data", new HostVolumeInfo(folder.toString(), true, "", "data")));
    }

    @Test
    void a_drain_before_leaving_is_wished_by_its_block_even_an_empty_one(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.hcl"), "client {\n  drain_on_shutdown {}\n}\n");
        Path json = Files.writeString(folder.resolve("empty.json"), "{\"client\": {\"drain_on_shutdown\": {}}}");
        Path full = Files.writeString(
                folder.resolve("full.hcl"),
                "client {\n  drain_on_shutdown {\n    deadline = \"5m\"\n    force = true\n    ignore_system_jobs = true\n  }\n}\n");
        Optional<NodeSettings.Drain> usual = Optional.of(new NodeSettings.Drain(Duration.ofHours(1), false, false));
        assertThat(of(ConfigFiles.read(List.of(empty.toString()))).drain()).isEqualTo(usual);
        assertThat(of(ConfigFiles.read(List.of(json.toString()))).drain()).isEqualTo(usual);
        assertThat(of(ConfigFiles.read(List.of(full.toString()))).drain())
                .contains(new NodeSettings.Drain(Duration.ofMinutes(5), true, true));
    }

    @Test
    void options_of_the_node_are_read_and_checked() {
        Settings settings = new Settings();
        settings.put(
                "client.options", Map.of("task.start_parallelism", "3", "ephemeral_disk.interval", "90s"), "a.hcl:1:1");
        assertThat(of(settings).startParallelism()).isEqualTo(3);
        assertThat(of(settings).diskInterval()).isEqualTo(Duration.ofSeconds(90));
        Settings wrong = new Settings();
        wrong.put("client.options", Map.of("task.start_parallelism", "none"), "a.hcl:2:3");
        assertThatThrownBy(() -> of(wrong))
                .isInstanceOf(ConfigException.class)
                .hasMessage("a.hcl:2:3: client.options: task.start_parallelism must be a number of tasks such as \"8\","
                        + " found \"none\"");
    }

    @Test
    void what_cannot_be_meant_is_refused_with_its_place() {
        Settings cores = new Settings();
        cores.put("client.reservable_cores", "one", "a.hcl:3:5");
        assertThatThrownBy(() -> of(cores))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "a.hcl:3:5: client.reservable_cores must be a set of cores such as \"0-1,4\", found \"one\"");
        Settings volume = new Settings();
        volume.put("client.host_volume.data.path", "no/such/folder", "a.hcl:4:5");
        assertThatThrownBy(() -> of(volume))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a.hcl:4:5: client.host_volume.data.path must be the absolute path of a folder");
    }
}
