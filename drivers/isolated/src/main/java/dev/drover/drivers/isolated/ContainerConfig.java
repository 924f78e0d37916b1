package dev.drover.drivers.isolated;

import dev.drover.driver.DriverException;
import dev.drover.driver.HostUser;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container as the runtime reads it.
 *
 * @param command as the task finds it in its root
 * @param group where its control group is, which exists already with its limits
 */
record ContainerConfig(
        TaskLaunch launch,
        List<String> command,
        Confinement confinement,
        IsolationOptions options,
        HostUser user,
        Map<Path, String> chroot,
        String group) {
    private static final List<String> MASKED = List.of(
            "/private",
            "/proc/acpi",
            "/proc/asound",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/sys/firmware");

    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    Map<String, Object> build() throws DriverException {
        Capabilities capabilities = Capabilities.of(
                options.allowCapabilities(), confinement.addCapabilities(), confinement.dropCapabilities());
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("ociVersion", "1.0.2");
        config.put("process", process(capabilities));
        config.put("root", Map.of("path", launch.directories().task().toString(), "readonly", false));
        config.put("hostname", hostname());
        config.put("mounts", MountTable.of(launch, chroot, !hostIpc()));
        config.put("linux", linux(capabilities));
        return config;
    }

    private Map<String, Object> process(Capabilities capabilities) throws DriverException {
        Map<String, Object> process = new LinkedHashMap<>();
        process.put("terminal", false);
        process.put("user", Map.of("uid", user.id(), "gid", user.groupId(), "additionalGids", user.furtherGroups()));
        process.put("args", command);
        List<String> environment = new ArrayList<>();
        launch.environment().forEach((name, value) -> environment.add(name + "=" + value));
        process.put("env", environment);
        process.put("cwd", confinement.workDirectory());
        process.put("capabilities", capabilities.sets(user.id() == 0));
        process.put("noNewPrivileges", true);
        return process;
    }

    private Map<String, Object> linux(Capabilities capabilities) {
        Map<String, Object> linux = new LinkedHashMap<>();
        linux.put("namespaces", namespaces());
        linux.put("cgroupsPath", group);
        linux.put("resources", Map.of("devices", List.of(Map.of("allow", false, "access", "rwm"))));
        if (!capabilities.granted().contains("SYS_ADMIN")) {
            linux.put("seccomp", Seccomp.profile());
        }
        linux.put("maskedPaths", MASKED);
        linux.put("readonlyPaths", READ_ONLY);
        propagation().ifPresent(how -> linux.put("rootfsPropagation", how));
        return linux;
    }

    /** A mount below the root can be no more open than the root itself. */
    private Optional<String> propagation() {
        List<String> wanted = launch.surroundings().mounts().stream()
                .map(Surroundings.Mount::propagation)
                .toList();
        if (wanted.contains("bidirectional")) {
            return Optional.of("rshared");
        }
        return wanted.contains("host-to-task") ? Optional.of("rslave") : Optional.empty();
    }

    private List<Map<String, Object>> namespaces() {
        List<Map<String, Object>> namespaces = new ArrayList<>();
        namespaces.add(Map.of("type", "mount"));
        namespaces.add(Map.of("type", "uts"));
        if (!hostPids()) {
            namespaces.add(Map.of("type", "pid"));
        }
        if (!hostIpc()) {
            namespaces.add(Map.of("type", "ipc"));
        }
        launch.surroundings()
                .network()
                .ifPresent(network -> namespaces.add(
                        Map.of("type", "network", "path", network.namespace().toString())));
        return namespaces;
    }

    private boolean hostPids() {
        return (confinement.pidMode().isEmpty() ? options.pidMode() : confinement.pidMode())
                .equals(IsolationOptions.HOST);
    }

    private boolean hostIpc() {
        return (confinement.ipcMode().isEmpty() ? options.ipcMode() : confinement.ipcMode())
                .equals(IsolationOptions.HOST);
    }

    private String hostname() {
        String given = launch.surroundings()
                .network()
                .map(Surroundings.Network::hostname)
                .orElse("");
        if (!given.isEmpty()) {
            return given;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
