package dev.drover.drivers.podman;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.DriverException;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Folders and devices of the host inside a container. Where the operator has switched volumes off, a source must lie in the
 * allocation's own folders, also after every symbolic link on its way has been followed.
 */
final class PodmanMounts {
    private final TaskLaunch launch;
    private final PodmanOptions options;
    private final ConfigReader config;

    PodmanMounts(TaskLaunch launch, PodmanOptions options, ConfigReader config) {
        this.launch = launch;
        this.options = options;
        this.config = config;
    }

    void addTo(Map<String, Object> body) throws DriverException {
        TaskLaunch.Directories directories = launch.directories();
        List<Map<String, Object>> mounts = new ArrayList<>();
        mounts.add(bind(directories.shared(), "/alloc", labelled()));
        mounts.add(bind(directories.local(), "/local", labelled()));
        mounts.add(bind(directories.secrets(), "/secrets", labelled()));
        for (String volume : config.texts("volumes")) {
            mounts.add(volume(volume));
        }
        for (String tmpfs : config.texts("tmpfs")) {
            int colon = tmpfs.indexOf(':');
            List<String> flags =
                    colon < 0 ? List.of() : List.of(tmpfs.substring(colon + 1).split(","));
            mounts.add(mount("tmpfs", "tmpfs", colon < 0 ? tmpfs : tmpfs.substring(0, colon), flags));
        }
        for (Surroundings.Mount mount : launch.surroundings().mounts()) {
            mounts.add(bind(mount.source(), mount.destination(), flags(mount)));
        }
        if (config.text("network_mode", "").isEmpty()) {
            launch.surroundings().network().ifPresent(network -> {
                mounts.add(bind(network.hosts(), "/etc/hosts", List.of()));
                body.put("use_image_hosts", true);
                network.resolver().ifPresent(resolver -> {
                    mounts.add(bind(resolver, "/etc/resolv.conf", List.of()));
                    body.put("use_image_resolve_conf", true);
                });
            });
        }
        body.put("mounts", mounts);
        body.put("devices", devices());
    }

    private static List<String> flags(Surroundings.Mount mount) {
        String propagation = switch (mount.propagation()) {
            case "host-to-task" -> "rslave";
            case "bidirectional" -> "rshared";
            default -> "rprivate";
        };
        return List.of(mount.readOnly() ? "ro" : "rw", propagation);
    }

    private Map<String, Object> volume(String text) throws DriverException {
        String[] parts = text.split(":", 3);
        if (parts.length < 2) {
            throw new DriverException("volumes: \"" + text + "\" is not of the form source:target[:options]");
        }
        List<String> flags = new ArrayList<>(labelled());
        if (parts.length == 3) {
            flags.addAll(List.of(parts[2].split(",")));
        }
        return bind(source(parts[0]), parts[1], flags);
    }

    private Path source(String text) throws DriverException {
        Path allocation = launch.directories().allocation().normalize();
        Path source = launch.directories().task().resolve(text).normalize();
        boolean inside = source.startsWith(allocation);
        try {
            if (inside && !Files.exists(source)) {
                Files.createDirectories(source);
            }
            inside = inside && source.toRealPath().startsWith(allocation.toRealPath());
        } catch (IOException e) {
            throw new DriverException("volumes: cannot make " + source + ": " + e.getMessage(), true);
        }
        if (!inside && !options.volumesEnabled()) {
            throw new DriverException("volumes: " + text + " lies outside of the allocation's folders; this node mounts"
                    + " no other (its operator allows it with volumes { enabled = true })");
        }
        return source;
    }

    private List<String> labelled() {
        return options.selinuxLabel().isEmpty() ? List.of() : List.of(options.selinuxLabel());
    }

    private static Map<String, Object> bind(Path source, String target, List<String> flags) {
        List<String> all = new ArrayList<>(List.of("rbind"));
        all.addAll(flags);
        return mount("bind", source.toString(), target, all);
    }

    private static Map<String, Object> mount(String type, String source, String target, List<String> flags) {
        return Map.of("type", type, "source", source, "destination", target, "options", flags);
    }

    private List<Map<String, Object>> devices() {
        return config.texts("devices").stream()
                .map(device -> Map.<String, Object>of("path", device))
                .toList();
    }
}
