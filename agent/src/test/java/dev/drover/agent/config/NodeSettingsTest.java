package dev.drover.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.volume.HostVolumeInfo;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
                        false));
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
