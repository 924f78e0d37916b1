package dev.drover.drivers.lxc;

import dev.drover.driver.DriverException;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the file that a container begins with: its network, limits, environment and folders. */
final class ContainerFile {
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup/cgroup.controllers");
    private static final Path APPARMOR = Path.of("/sys/kernel/security/apparmor");
    private static final long MEBIBYTE = 1L << 20;

    private final TaskLaunch launch;
    private final LxcOptions options;
    private final LxcConfig config;
    private final boolean version2;

    ContainerFile(TaskLaunch launch, LxcOptions options, LxcConfig config) {
        this(launch, options, config, Files.exists(VERSION_2));
    }

    /** @param version2 whether the host has the second version of control groups alone */
    ContainerFile(TaskLaunch launch, LxcOptions options, LxcConfig config, boolean version2) {
        this.launch = launch;
        this.options = options;
        this.config = config;
        this.version2 = version2;
    }

    List<String> lines() throws DriverException {
        List<String> lines = new ArrayList<>(network());
        lines.add("lxc.apparmor.profile = " + (Files.exists(APPARMOR) ? "generated" : "unconfined"));
        // The host's side of the console is the output of the program that holds the container.
        lines.add("lxc.console.logfile = /proc/self/fd/1");
        lines.addAll(limits());
        new TreeMap<>(launch.environment()).forEach((name, value) -> {
            if (!value.contains("\n") && !name.contains("\n")) {
                lines.add("lxc.environment = " + name + "=" + value);
            }
        });
        TaskLaunch.Directories directories = launch.directories();
        lines.add(mount(directories.shared(), "alloc", "rw"));
        lines.add(mount(directories.local(), "local", "rw"));
        lines.add(mount(directories.secrets(), "secrets", "rw"));
        for (String volume : config.volumes()) {
            int colon = volume.indexOf(':');
            lines.add(mount(source(volume.substring(0, colon)), volume.substring(colon + 1), "rw"));
        }
        for (Surroundings.Mount mount : launch.surroundings().mounts()) {
            String propagation = switch (mount.propagation()) {
                case "host-to-task" -> ",rslave";
                case "bidirectional" -> ",rshared";
                default -> "";
            };
            String flags = (mount.readOnly() ? "ro" : "rw") + propagation;
            lines.add(mount(mount.source(), mount.destination().replaceFirst("^/+", ""), flags));
        }
        return lines;
    }

    private List<String> network() {
        if (config.network().isEmpty() && launch.surroundings().network().isPresent()) {
            Surroundings.Network network = launch.surroundings().network().get();
            List<String> lines = new ArrayList<>();
            lines.add("lxc.namespace.share.net = " + network.namespace());
            lines.add("lxc.uts.name = " + network.hostname());
            lines.add(mount(network.hosts(), "etc/hosts", "rw"));
            network.resolver().ifPresent(resolver -> lines.add(mount(resolver, "etc/resolv.conf", "rw")));
            return lines;
        }
        return switch (config.network().isEmpty() ? options.network() : config.network()) {
            case "host" -> List.of("lxc.net.0.type = none");
            case "none" -> List.of("lxc.net.0.type = empty");
            default -> List.of("lxc.net.0.type = veth", "lxc.net.0.link = lxcbr0", "lxc.net.0.flags = up");
        };
    }

    private List<String> limits() {
        Map<String, String> limits = new TreeMap<>();
        AllocatedMemoryResources memory = launch.resources().memory();
        if (memory != null) {
            long hard = Math.max(memory.memoryMb(), memory.memoryMaxMb()) * MEBIBYTE;
            limits.put(version2 ? "memory.max" : "memory.limit_in_bytes", Long.toString(hard));
        }
        AllocatedCpuResources cpu = launch.resources().cpu();
        if (cpu != null) {
            long shares = Math.clamp(cpu.cpuShares(), 2, 262_144);
            // The kernel's two scales of the same thing.
            limits.put(
                    version2 ? "cpu.weight" : "cpu.shares",
                    Long.toString(version2 ? 1 + (shares - 2) * 9999 / 262_142 : shares));
            if (!cpu.reservedCores().isEmpty()) {
                limits.put(
                        "cpuset.cpus",
                        cpu.reservedCores().stream().map(String::valueOf).collect(Collectors.joining(",")));
            }
        }
        String prefix = version2 ? "lxc.cgroup2." : "lxc.cgroup.";
        return limits.entrySet().stream()
                .map(limit -> prefix + limit.getKey() + " = " + limit.getValue())
                .toList();
    }

    private Path source(String text) throws DriverException {
        Path allocation = launch.directories().allocation();
        Path source = launch.directories().task().resolve(text).normalize();
        try {
            boolean inside = source.toRealPath().startsWith(allocation.toRealPath());
            if (!inside && !options.volumesEnabled()) {
                throw new DriverException("volumes: " + text + " lies outside of the allocation's folders; this node"
                        + " mounts no other (its operator allows it with volumes_enabled = true)");
            }
            return source;
        } catch (IOException e) {
            throw new DriverException("volumes: there is no " + source);
        }
    }

    /** Blanks end a word of such a line, unless they are written as numbers. */
    private static String mount(Path source, String target, String flags) {
        String kind = Files.isDirectory(source) ? "dir" : "file";
        return "lxc.mount.entry = " + escaped(source.toString()) + " " + escaped(target) + " none rbind," + flags
                + ",create=" + kind + " 0 0";
    }

    private static String escaped(String path) {
        return path.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012");
    }
}
