package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.DriverException;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Folders and devices of the host inside a container. Unless the operator allows more, a source must lie in the allocation's own
 * folders, also after every symbolic link on its way has been followed: a task could have planted one.
 */
final class Mounts {
    private final TaskLaunch launch;
    private final DockerOptions options;

    Mounts(TaskLaunch launch, DockerOptions options) {
        this.launch = launch;
        this.options = options;
    }

    /** The allocation's folders and {@code volumes}, as {@code source:target[:options]}. */
    List<String> binds(ConfigReader config) throws DriverException {
        TaskLaunch.Directories directories = launch.directories();
        List<String> binds = new ArrayList<>(List.of(
                labelled(directories.shared() + ":/alloc"),
                labelled(directories.local() + ":/local"),
                labelled(directories.secrets() + ":/secrets")));
        boolean named = !config.text("volume_driver", "").isEmpty();
        if (named && !options.volumes().enabled()) {
            throw new DriverException(
                    "volume_driver needs volumes to be enabled on this node (volumes { enabled = true })");
        }
        for (String volume : config.texts("volumes")) {
            List<String> parts = List.of(volume.split(":", -1));
            if (parts.size() < 2) {
                throw new DriverException("volumes: \"" + volume + "\" is not of the form source:target[:options]");
            }
            String source = named ? parts.getFirst() : source("volumes", parts.getFirst());
            String bind = source + volume.substring(volume.indexOf(':'));
            binds.add(named ? bind : labelled(bind));
        }
        return binds;
    }

    /** Where the operator uses SELinux, the engine is to label what it binds. */
    private String labelled(String bind) {
        String label = options.volumes().selinuxLabel();
        if (label.isEmpty()) {
            return bind;
        }
        return bind + (bind.split(":", -1).length > 2 ? "," : ":") + label;
    }

    /** {@code mount} blocks, and the volumes of the group. */
    List<Map<String, Object>> mounts(ConfigReader config) throws DriverException {
        List<ConfigReader> blocks = new ArrayList<>(config.blocks("mount"));
        blocks.addAll(config.blocks("mounts"));
        List<Map<String, Object>> mounts = new ArrayList<>();
        for (ConfigReader block : blocks) {
            mounts.add(mount(block));
        }
        launch.surroundings().mounts().forEach(mount -> mounts.add(surrounding(mount)));
        return mounts;
    }

    private static Map<String, Object> surrounding(Surroundings.Mount mount) {
        String propagation = switch (mount.propagation()) {
            case "host-to-task" -> "rslave";
            case "bidirectional" -> "rshared";
            default -> "rprivate";
        };
        return Map.of(
                "Type",
                "bind",
                "Source",
                mount.source().toString(),
                "Target",
                mount.destination(),
                "ReadOnly",
                mount.readOnly(),
                "BindOptions",
                Map.of("Propagation", propagation));
    }

    private Map<String, Object> mount(ConfigReader block) throws DriverException {
        String type = block.text("type", "volume");
        Map<String, Object> mount = new HashMap<>(
                Map.of("Type", type, "Target", block.text("target", ""), "ReadOnly", block.flag("readonly", false)));
        switch (type) {
            case "bind" -> {
                mount.put("Source", source("mount", block.text("source", "")));
                String propagation = Blocks.one(block, "bind_options").text("propagation", "");
                if (!propagation.isEmpty()) {
                    mount.put("BindOptions", Map.of("Propagation", propagation));
                }
            }
            case "tmpfs" -> {
                ConfigReader tmpfs = Blocks.one(block, "tmpfs_options");
                mount.put(
                        "TmpfsOptions",
                        Map.of(
                                "SizeBytes",
                                tmpfs.number("size").orElse(0),
                                "Mode",
                                tmpfs.number("mode").orElse(0)));
            }
            case "volume" -> {
                mount.put("Source", block.text("source", ""));
                mount.put("VolumeOptions", volumeOptions(Blocks.one(block, "volume_options")));
            }
            default -> throw new DriverException("mount: type \"" + type + "\" is none of bind, volume, tmpfs");
        }
        return mount;
    }

    private Map<String, Object> volumeOptions(ConfigReader volume) throws DriverException {
        Map<String, Object> wire =
                new HashMap<>(Map.of("NoCopy", volume.flag("no_copy", false), "Labels", volume.textMap("labels")));
        if (volume.has("driver_config")) {
            if (!options.volumes().enabled()) {
                throw new DriverException(
                        "driver_config needs volumes to be enabled on this node (volumes { enabled = true })");
            }
            ConfigReader driver = Blocks.one(volume, "driver_config");
            wire.put("DriverConfig", Map.of("Name", driver.text("name", ""), "Options", driver.textMap("options")));
        }
        return wire;
    }

    /** {@code devices} blocks. */
    static List<Map<String, Object>> devices(ConfigReader config) {
        return config.blocks("devices").stream()
                .map(block -> Map.<String, Object>of(
                        "PathOnHost",
                        block.text("host_path", ""),
                        "PathInContainer",
                        block.text("container_path", block.text("host_path", "")),
                        "CgroupPermissions",
                        block.text("cgroup_permissions", "rwm")))
                .toList();
    }

    /** A file of the task that the driver itself is to read: always one of the allocation's own. */
    Path inTask(String parameter, String text) throws DriverException {
        Path file = launch.directories().task().resolve(text).normalize();
        if (!isInside(launch.directories().allocation(), file)) {
            throw new DriverException(parameter + ": " + text + " lies outside of the allocation's folders");
        }
        return file;
    }

    private String source(String parameter, String text) throws DriverException {
        Path task = launch.directories().task();
        Path source = task.resolve(text).normalize();
        Path allocation = launch.directories().allocation();
        if (!options.volumes().enabled() && !isInside(allocation, source)) {
            throw new DriverException(
                    parameter + ": " + text + " lies outside of the allocation's folders; this node mounts no other "
                            + "(its operator allows it with volumes { enabled = true })");
        }
        return source.toString();
    }

    private static boolean isInside(Path folder, Path path) throws DriverException {
        if (!path.startsWith(folder.normalize())) {
            return false;
        }
        Path existing = path;
        while (!existing.toFile().exists() && existing.getParent() != null) {
            existing = existing.resolveSibling("");
        }
        try {
            return existing.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            throw new DriverException("cannot look at " + path + ": " + e.getMessage(), true);
        }
    }
}
