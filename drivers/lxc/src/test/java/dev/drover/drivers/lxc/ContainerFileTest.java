package dev.drover.drivers.lxc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.driver.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerFileTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("box/local/my data"));
        Files.createDirectories(folder.resolve("alloc"));
    }

    private List<String> lines(LxcOptions options, boolean version2, Map<String, Object> config)
            throws DriverException {
        Map<String, Object> all = new HashMap<>(config);
        all.put("template", "busybox");
        LxcConfig read = LxcConfig.read(all);
        assertThat(read.faults()).isEmpty();
        return new ContainerFile(Launches.launch(folder, all, 64, Map.of()), options, read, version2).lines();
    }

    private List<String> lines(Map<String, Object> config) throws DriverException {
        return lines(LxcOptions.of(Map.of()), false, config);
    }

    @Test
    void limits_are_written_for_the_hosts_control_groups() throws Exception {
        assertThat(lines(Map.of()))
                .contains("lxc.cgroup.memory.limit_in_bytes = 67108864", "lxc.cgroup.cpu.shares = 500");
        assertThat(lines(LxcOptions.of(Map.of()), true, Map.of()))
                .contains("lxc.cgroup2.memory.max = 67108864", "lxc.cgroup2.cpu.weight = 19");
    }

    @Test
    void the_allocations_folders_and_environment_are_there() throws Exception {
        assertThat(lines(Map.of("volumes", List.of("local/my data:srv/data"))))
                .contains(
                        "lxc.environment = GREETING=hello",
                        "lxc.mount.entry = " + folder.resolve("alloc") + " alloc none rbind,rw,create=dir 0 0",
                        "lxc.mount.entry = " + folder.resolve("box/local")
                                + "/my\\040data srv/data none rbind,rw,create=dir 0 0");
    }

    @Test
    void networks_are_the_tasks_or_the_nodes() throws Exception {
        assertThat(lines(Map.of())).contains("lxc.net.0.type = veth", "lxc.net.0.link = lxcbr0");
        assertThat(lines(LxcOptions.of(Map.of("network_mode", "none")), false, Map.of()))
                .contains("lxc.net.0.type = empty");
        assertThat(lines(Map.of("network_mode", "host"))).contains("lxc.net.0.type = none");
    }

    @Test
    void folders_of_the_host_can_be_switched_off() throws Exception {
        LxcOptions strict = LxcOptions.of(Map.of("volumes_enabled", false));

        assertThat(lines(Map.of("volumes", List.of("/etc:host"))))
                .contains("lxc.mount.entry = /etc host none rbind,rw,create=dir 0 0");
        assertThatThrownBy(() -> lines(strict, false, Map.of("volumes", List.of("/etc:host"))))
                .hasMessageContaining("volumes_enabled");
        assertThatThrownBy(() -> lines(Map.of("volumes", List.of("local/none:host"))))
                .hasMessageContaining("there is no");
    }

    @Test
    void a_template_is_told_what_the_task_says() {
        LxcConfig config = LxcConfig.read(Map.of(
                "template", "download",
                "distro", "debian",
                "release", "bookworm",
                "arch", "amd64",
                "flush_cache", "true",
                "template_args", List.of("--no-validate"),
                "log_level", "info",
                "verbosity", "quiet"));

        assertThat(config.faults()).isEmpty();
        assertThat(config.templateArguments())
                .containsExactly(
                        "--arch",
                        "amd64",
                        "--dist",
                        "debian",
                        "--release",
                        "bookworm",
                        "--flush-cache",
                        "--no-validate");
        assertThat(config.logging()).containsExactly("-l", "INFO", "-q");
    }

    @Test
    void faults_name_the_option() {
        assertThat(LxcConfig.read(Map.of(
                                "template", "/bin/sh",
                                "volumes", List.of("/a:/b"),
                                "log_level", "loud",
                                "verbosity", "very",
                                "network_mode", "mesh",
                                "templat", "x"))
                        .faults())
                .hasSize(6)
                .anyMatch(fault -> fault.contains("config.template must be the name of a template"))
                .anyMatch(fault -> fault.contains("did you mean \"template\""));
        assertThatThrownBy(() -> LxcOptions.of(Map.of("network_mode", "mesh", "lxcpath", "x")))
                .hasMessageContaining("mesh")
                .hasMessageContaining("lxc_path");
    }
}
