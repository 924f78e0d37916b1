package dev.drover.drivers.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.driver.DriverException;
import dev.drover.driver.TaskLaunch;
import dev.drover.driver.TaskLaunch.PortBinding;
import dev.drover.drivers.engine.Answer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodmanRequestTest {
    @TempDir
    Path folder;

    private Map<String, Object> request(PodmanOptions options, Map<String, Object> config) throws DriverException {
        Map<String, Object> all = new HashMap<>(config);
        all.put("image", "shop:1");
        assertThat(ConfigSchema.faults(all)).isEmpty();
        TaskLaunch launch =
                Launches.launch(folder, "a1", all, Map.of("http", new PortBinding("127.0.0.1", 20123, 8080)));
        return new PodmanRequest(launch, options, PodmanRequest.Resolver.NONE).body("shop:1");
    }

    private Map<String, Object> request(Map<String, Object> config) throws DriverException {
        return request(PodmanOptions.defaults(), config);
    }

    @Test
    void program_folders_and_labels_are_those_of_the_task() throws DriverException {
        Map<String, Object> body = request(
                Map.of("command", "serve", "args", List.of("-p", 80), "entrypoint", "/init", "working_dir", "/srv"));

        assertThat(body)
                .containsEntry("command", List.of("serve", "-p", "80"))
                .containsEntry("entrypoint", List.of("/init"))
                .containsEntry("work_dir", "/srv")
                .containsEntry("name", "web-a1");
        assertThat(Answer.object(body, "labels")).containsKeys("dev.drover.node", "com.hashicorp.nomad.alloc_id");
        assertThat(body.get("mounts")).asString().contains("/alloc", "/local", "/secrets");
    }

    @Test
    void limits_are_told_in_bytes() throws DriverException {
        Map<String, Object> body = request(Map.of(
                "memory_reservation",
                "32m",
                "memory_swap",
                "1g",
                "memory_swappiness",
                60,
                "shm_size",
                "1k",
                "pids_limit",
                9,
                "ulimit",
                Map.of("nofile", "10:20")));

        assertThat(Answer.object(body, "resource_limits", "memory"))
                .containsEntry("limit", 64L << 20)
                .containsEntry("reservation", 32L << 20)
                .containsEntry("swap", 1L << 30)
                .containsEntry("swappiness", 60L);
        assertThat(Answer.number(body, "resource_limits", "pids", "limit")).isEqualTo(9);
        assertThat(Answer.number(body, "resource_limits", "cpu", "shares")).isEqualTo(500);
        assertThat(body).containsEntry("shm_size", 1024L);
        assertThat(body.get("r_limits")).isEqualTo(List.of(Map.of("type", "nofile", "soft", 10L, "hard", 20L)));
    }

    @Test
    void network_modes_become_namespaces() throws DriverException {
        assertThat(Answer.text(request(Map.of()), "netns", "nsmode")).isEqualTo("bridge");
        assertThat(Answer.text(request(Map.of("network_mode", "host")), "netns", "nsmode"))
                .isEqualTo("host");
        Map<String, Object> other = request(Map.of("network_mode", "task:db"));
        assertThat(Answer.text(other, "netns", "nsmode")).isEqualTo("container");
        assertThat(Answer.text(other, "netns", "value")).isEqualTo("db-a1");
        assertThat(request(Map.of("ports", List.of("http"))).get("portmappings"))
                .asString()
                .contains("host_port=20123", "container_port=8080", "protocol=udp");
        assertThat(request(Map.of("ports", List.of("http"), "network_mode", "host")))
                .doesNotContainKey("portmappings");
        assertThatThrownBy(() -> request(Map.of("ports", List.of("db")))).hasMessageContaining("no port \"db\"");
    }

    @Test
    void security_options_take_podmans_own_fields() throws DriverException {
        Map<String, Object> body = request(Map.of(
                "security_opt",
                List.of("no-new-privileges", "seccomp=/p.json", "label=disable"),
                "readonly_rootfs",
                true,
                "userns",
                "keep-id"));

        assertThat(body)
                .containsEntry("no_new_privileges", true)
                .containsEntry("seccomp_profile_path", "/p.json")
                .containsEntry("selinux_opts", List.of("disable"))
                .containsEntry("read_only_filesystem", true);
        assertThat(Answer.text(body, "userns", "nsmode")).isEqualTo("keep-id");
        assertThatThrownBy(() -> request(Map.of("security_opt", List.of("magic"))))
                .hasMessageContaining("magic");
    }

    @Test
    void folders_of_the_host_can_be_switched_off() throws DriverException {
        PodmanOptions strict = PodmanOptions.of(Map.of("volumes", Map.of("enabled", false)));

        assertThat(request(Map.of("volumes", List.of("/etc:/etc:ro"))).get("mounts"))
                .asString()
                .contains("/etc");
        assertThatThrownBy(() -> request(strict, Map.of("volumes", List.of("/etc:/etc"))))
                .hasMessageContaining("outside of the allocation's folders");
        assertThat(request(strict, Map.of("volumes", List.of("local/data:/data"), "tmpfs", List.of("/run:size=1m")))
                        .get("mounts"))
                .asString()
                .contains("/data", "size=1m");
    }

    @Test
    void faults_name_the_option() {
        assertThat(ConfigSchema.faults(Map.of("image", "a", "comand", "b", "memory_swap", "much")))
                .hasSize(2)
                .anyMatch(fault -> fault.contains("did you mean \"command\""))
                .anyMatch(fault -> fault.contains("config.memory_swap"));
        assertThatThrownBy(() -> PodmanOptions.of(Map.of("socket_pth", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean \"socket_path\"");
        RktDriver rkt = new RktDriver(new PodmanDriver(PodmanOptions.defaults()));
        assertThat(rkt.validate(Map.of("image", "a", "volumes", List.of("/a"), "nett", List.of())))
                .hasSize(2);
    }
}
