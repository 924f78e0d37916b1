package dev.drover.drivers.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.driver.DriverException;
import dev.drover.driver.TaskLaunch.PortBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuCommandTest {
    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    @BeforeEach
    void makeImages() throws IOException {
        Files.createDirectories(folder.resolve("vm/local"));
        Files.createFile(folder.resolve("vm/local/a,b.img"));
        Files.createFile(elsewhere.resolve("other.img"));
    }

    private List<String> line(QemuOptions options, Map<String, Object> config) throws DriverException {
        Map<String, Object> all = new HashMap<>(Map.of("image_path", "local/a,b.img"));
        all.putAll(config);
        QemuConfig read = QemuConfig.read(all);
        assertThat(read.faults()).isEmpty();
        return new QemuCommand(
                        Launches.launch(folder, all, 256, Map.of("ssh", new PortBinding("127.0.0.1", 20022, 0))),
                        options,
                        read)
                .line();
    }

    private List<String> line(Map<String, Object> config) throws DriverException {
        return line(QemuOptions.of(Map.of()), config);
    }

    @Test
    void a_machine_gets_image_memory_and_its_console_on_the_output() throws Exception {
        String image = folder.toRealPath().resolve("vm/local/a,,b.img").toString();
        assertThat(line(Map.of()))
                .containsExactly(
                        "qemu-system-x86_64",
                        "-machine",
                        "type=pc,accel=tcg",
                        "-name",
                        "vm-a1",
                        "-m",
                        "256M",
                        "-drive",
                        "file=" + image + ",if=ide",
                        "-nographic");
    }

    @Test
    void options_become_flags() throws Exception {
        List<String> line = line(Map.of(
                "accelerator",
                "kvm",
                "machine_type",
                "q35",
                "drive_interface",
                "virtio",
                "graceful_shutdown",
                true,
                "guest_agent",
                true,
                "port_map",
                Map.of("ssh", 22),
                "args",
                List.of("-nodefaults")));

        assertThat(line)
                .containsSequence("-machine", "type=q35,accel=kvm")
                .containsSequence("-cpu", "host")
                .contains("-nodefaults")
                .containsSequence("-monitor", "unix:" + folder.resolve("vm/qemu-monitor.sock") + ",server=on,wait=off")
                .containsSequence(
                        "-netdev", "user,id=user.0,hostfwd=udp:127.0.0.1:20022-:22,hostfwd=tcp:127.0.0.1:20022-:22")
                .anyMatch(word -> word.contains("qemu-guest-agent.sock"));
        assertThat(line).anyMatch(word -> word.endsWith(",if=virtio"));
    }

    @Test
    void what_the_operator_does_not_allow_is_refused() throws Exception {
        QemuOptions strict = QemuOptions.of(
                Map.of("args_allowlist", List.of("-nodefaults"), "emulators_allowlist", List.of("qemu-system-arm")));

        assertThatThrownBy(() -> line(strict, Map.of())).hasMessageContaining("emulators_allowlist");
        assertThatThrownBy(() ->
                        line(strict, Map.of("emulator", "qemu-system-arm", "args", List.of("-nodefaults", "-chardev"))))
                .hasMessageContaining("\"-chardev\"");
        assertThat(line(strict, Map.of("emulator", "qemu-system-arm", "args", List.of("-nodefaults"))))
                .startsWith("qemu-system-arm");
        assertThatThrownBy(() -> line(Map.of("emulator", "/bin/sh"))).hasMessageContaining("emulators_allowlist");
    }

    @Test
    void images_lie_in_the_allocation_or_where_the_operator_says() throws Exception {
        String other = elsewhere.resolve("other.img").toString();
        Files.createSymbolicLink(folder.resolve("vm/local/link.img"), Path.of(other));

        assertThatThrownBy(() -> line(Map.of("image_path", other))).hasMessageContaining("image_paths");
        assertThatThrownBy(() -> line(Map.of("image_path", "local/link.img"))).hasMessageContaining("image_paths");
        assertThatThrownBy(() -> line(Map.of("image_path", "local/none.img"))).hasMessageContaining("no file");
        QemuOptions generous = QemuOptions.of(Map.of("image_paths", List.of(elsewhere.toString())));
        assertThat(line(generous, Map.of("image_path", other))).anyMatch(word -> word.contains("other.img"));
    }

    @Test
    void faults_name_the_option() {
        assertThat(QemuConfig.read(Map.of("drive_interface", "usb", "port_map", Map.of("a", "b"), "imge", 1))
                        .faults())
                .hasSize(4)
                .anyMatch(fault -> fault.contains("config.image_path is required"))
                .anyMatch(fault -> fault.contains("drive_interface"))
                .anyMatch(fault -> fault.contains("port_map"))
                .anyMatch(fault -> fault.contains("imge"));
        assertThatThrownBy(() -> line(Map.of("port_map", Map.of("web", 80)))).hasMessageContaining("\"web\"");
        QemuConfig small = QemuConfig.read(Map.of("image_path", "local/a,b.img"));
        assertThatThrownBy(() -> new QemuCommand(
                                Launches.launch(folder, Map.of(), 64, Map.of()), QemuOptions.of(Map.of()), small)
                        .line())
                .hasMessageContaining("memory = 128");
    }
}
