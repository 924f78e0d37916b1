package dev.drover.drivers.podman;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.DriverException;
import dev.drover.driver.TaskLaunch;
import dev.drover.driver.TaskLaunch.PortBinding;
import dev.drover.drivers.engine.ProcessorSpeed;
import dev.drover.drivers.engine.TaskLabels;
import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the request that makes a task's container: Podman's own form, which knows more than the one of Docker. */
final class PodmanRequest {
    private static final long MEBIBYTE = 1L << 20;
    private static final long CFS_PERIOD_MICROS = 100_000;

    /** What the engine keeps of the output, beside what is copied into the task's log files. */
    private static final long LOG_BYTES = 64 * MEBIBYTE;

    /** Names to ask for other hosts; {@code rkt} jobs say them in the task. */
    record Resolver(List<String> servers, List<String> searches) {
        static final Resolver NONE = new Resolver(List.of(), List.of());
    }

    private final TaskLaunch launch;
    private final PodmanOptions options;
    private final Resolver resolver;
    private final ConfigReader config;

    PodmanRequest(TaskLaunch launch, PodmanOptions options, Resolver resolver) {
        this.launch = launch;
        this.options = options;
        this.resolver = resolver;
        this.config = ConfigReader.of(launch.config());
    }

    Map<String, Object> body(String image) throws DriverException {
        Map<String, Object> body = new HashMap<>();
        body.put("name", TaskLabels.containerName(launch));
        body.put("image", image);
        body.put("env", launch.environment());
        body.put("labels", TaskLabels.of(launch, config.textMap("labels"), options.extraLabels()));
        body.put("user", launch.user());
        body.put("terminal", config.flag("tty", false));
        body.put("init", config.flag("init", false));
        put(body, "init_path", config.text("init_path", ""));
        put(body, "work_dir", config.text("working_dir", ""));
        if (config.has("entrypoint")) {
            body.put("entrypoint", ConfigSchema.entrypoint(config));
        }
        List<String> command = new ArrayList<>(config.texts("args"));
        if (!config.text("command", "").isEmpty()) {
            command.addFirst(config.text("command", ""));
        }
        if (!command.isEmpty()) {
            body.put("command", command);
        }
        body.put("log_configuration", logging());
        body.put("resource_limits", limits());
        body.put("sysctl", config.textMap("sysctl"));
        List<Map<String, Object>> ulimits = ulimits();
        if (!ulimits.isEmpty()) {
            body.put("r_limits", ulimits);
        }
        ByteSize.parse(config.text("shm_size", "")).ifPresent(size -> body.put("shm_size", size));
        new PodmanMounts(launch, options, config).addTo(body);
        network(body);
        security(body);
        return body;
    }

    private static void put(Map<String, Object> body, String name, String text) {
        if (!text.isEmpty()) {
            body.put(name, text);
        }
    }

    private Map<String, Object> logging() {
        PodmanOptions.Logging logging = PodmanOptions.logging(config).orElse(options.logging());
        return logging.isCollected()
                ? Map.of("driver", "k8s-file", "size", LOG_BYTES, "options", logging.options())
                : Map.of("driver", logging.driver(), "options", logging.options());
    }

    private Map<String, Object> limits() {
        Map<String, Object> limits = new HashMap<>();
        AllocatedMemoryResources memory = launch.resources().memory();
        Map<String, Object> bytes = new HashMap<>();
        if (memory != null) {
            long hard = Math.max(memory.memoryMb(), memory.memoryMaxMb()) * MEBIBYTE;
            bytes.put("limit", hard);
            // Otherwise a container could swap as much again.
            bytes.put("swap", hard);
            if (hard > memory.memoryMb() * MEBIBYTE) {
                bytes.put("reservation", memory.memoryMb() * MEBIBYTE);
            }
        }
        ByteSize.parse(config.text("memory_reservation", "")).ifPresent(size -> bytes.put("reservation", size));
        ByteSize.parse(config.text("memory_swap", "")).ifPresent(size -> bytes.put("swap", size));
        config.number("memory_swappiness").ifPresent(value -> bytes.put("swappiness", value));
        limits.put("memory", bytes);
        AllocatedCpuResources cpu = launch.resources().cpu();
        if (cpu != null) {
            limits.put("cpu", processor(cpu));
        }
        config.number("pids_limit").ifPresent(most -> limits.put("pids", Map.of("limit", most)));
        return limits;
    }

    private Map<String, Object> processor(AllocatedCpuResources cpu) {
        Map<String, Object> limits = new HashMap<>();
        limits.put("shares", cpu.cpuShares());
        if (!cpu.reservedCores().isEmpty()) {
            limits.put("cpus", cpu.reservedCores().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (config.flag("cpu_hard_limit", false)) {
            long period = config.number("cpu_cfs_period").orElse(CFS_PERIOD_MICROS);
            limits.put("period", period);
            limits.put("quota", Math.round(period * cpu.cpuShares() / ProcessorSpeed.megahertz()));
        }
        return limits;
    }

    private List<Map<String, Object>> ulimits() throws DriverException {
        List<Map<String, Object>> limits = new ArrayList<>();
        for (Map.Entry<String, String> entry : config.textMap("ulimit").entrySet()) {
            String[] values = entry.getValue().split(":", -1);
            try {
                limits.add(Map.of(
                        "type",
                        entry.getKey(),
                        "soft",
                        Long.parseLong(values[0]),
                        "hard",
                        Long.parseLong(values[values.length - 1])));
            } catch (NumberFormatException e) {
                throw new DriverException("ulimit: " + entry.getKey() + " = \"" + entry.getValue()
                        + "\" is not of the form \"soft\" or \"soft:hard\"");
            }
        }
        return limits;
    }

    private void network(Map<String, Object> body) throws DriverException {
        String mode = config.text("network_mode", "");
        boolean ofGroup = mode.isEmpty() && launch.surroundings().network().isPresent();
        body.put("netns", ofGroup ? groupNetwork() : namespace(mode.isEmpty() ? "bridge" : mode));
        String hostname = config.text(
                "hostname",
                ofGroup ? launch.surroundings().network().orElseThrow().hostname() : "");
        put(body, "hostname", hostname);
        body.put("hostadd", config.texts("extra_hosts"));
        if (!resolver.servers().isEmpty()) {
            body.put("dns_server", resolver.servers());
        }
        if (!resolver.searches().isEmpty()) {
            body.put("dns_search", resolver.searches());
        }
        List<Map<String, Object>> ports = new ArrayList<>();
        for (String label : config.texts("ports")) {
            PortBinding port = launch.ports().get(label);
            if (port == null) {
                throw new DriverException("ports: there is no port \"" + label + "\" in the group's network block");
            }
            int inside = port.containerPort() > 0 ? port.containerPort() : port.hostPort();
            for (String protocol : List.of("tcp", "udp")) {
                ports.add(Map.of(
                        "host_ip",
                        port.hostIp(),
                        "host_port",
                        port.hostPort(),
                        "container_port",
                        inside,
                        "protocol",
                        protocol));
            }
        }
        if (!ports.isEmpty() && !ofGroup && !mode.equals("host")) {
            body.put("portmappings", ports);
        }
    }

    private Map<String, Object> groupNetwork() {
        return Map.of(
                "nsmode",
                "path",
                "value",
                launch.surroundings().network().orElseThrow().namespace().toString());
    }

    private Map<String, Object> namespace(String mode) {
        int colon = mode.indexOf(':');
        String kind = colon < 0 ? mode : mode.substring(0, colon);
        String value = colon < 0 ? "" : mode.substring(colon + 1);
        return switch (kind) {
            case "task" -> Map.of("nsmode", "container", "value", TaskLabels.containerName(launch, value));
            case "ns" -> Map.of("nsmode", "path", "value", value);
            case "slirp4netns" -> Map.of("nsmode", "slirp", "value", value);
            default -> Map.of("nsmode", kind, "value", value);
        };
    }

    private void security(Map<String, Object> body) throws DriverException {
        body.put("privileged", config.flag("privileged", false));
        body.put("read_only_filesystem", config.flag("readonly_rootfs", false));
        body.put("cap_add", config.texts("cap_add"));
        body.put("cap_drop", config.texts("cap_drop"));
        List<String> selinux = new ArrayList<>(config.texts("selinux_opts"));
        put(body, "apparmor_profile", config.text("apparmor_profile", ""));
        for (String option : config.texts("security_opt")) {
            String[] parts = option.split("[=:]", 2);
            String value = parts.length == 2 ? parts[1] : "true";
            switch (parts[0]) {
                case "no-new-privileges" -> body.put("no_new_privileges", Boolean.parseBoolean(value));
                case "seccomp" -> body.put("seccomp_profile_path", value);
                case "apparmor" -> body.put("apparmor_profile", value);
                case "label" -> selinux.add(value);
                case "mask" -> body.put("mask", List.of(value.split(":")));
                case "unmask" -> body.put("unmask", List.of(value.split(":")));
                default ->
                    throw new DriverException("security_opt: \"" + option
                            + "\" is none of no-new-privileges, seccomp, apparmor, label, mask, unmask");
            }
        }
        body.put("selinux_opts", selinux);
        String users = config.text("userns", "");
        if (!users.isEmpty()) {
            body.put("userns", namespace(users));
        }
    }
}
