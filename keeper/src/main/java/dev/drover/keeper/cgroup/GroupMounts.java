package dev.drover.keeper.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where this host shows its control groups. Hosts with controllers of both versions count as version 1, whose limits they have.
 *
 * @param version 1, 2, or 0 for none
 * @param folders version 1: the tree of each controller, and those of {@code systemd} and {@code unified}; version 2: the tree {@code unified}
 */
record GroupMounts(int version, Map<String, Path> folders) {
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final String UNIFIED = "unified";

    /** Where it is by convention. */
    private static final Path TOP = Path.of("/sys/fs/cgroup");

    GroupMounts {
        folders = Map.copyOf(folders);
    }

    static GroupMounts host() {
        try {
            return of(Files.readAllLines(MOUNTS));
        } catch (IOException notLinux) {
            return new GroupMounts(0, Map.of());
        }
    }

    /** @param lines device, folder, type and options of each mount */
    static GroupMounts of(List<String> lines) {
        Map<String, Path> folders = new HashMap<>();
        int version = 0;
        for (String line : lines) {
            String[] fields = line.split(" ", -1);
            if (fields.length > 3 && fields[2].equals("cgroup2")) {
                folders.putIfAbsent(UNIFIED, Path.of(fields[1]));
                version = version == 0 ? 2 : version;
            } else if (fields.length > 3 && fields[2].equals("cgroup")) {
                Path folder = Path.of(fields[1]);
                for (String option : fields[3].split(",", -1)) {
                    String controller = option.startsWith("name=") ? option.substring("name=".length()) : option;
                    // The other options are no controllers, and nobody asks for them.
                    folders.putIfAbsent(controller, folder);
                }
                boolean limits = Arrays.asList(fields[3].split(",", -1)).contains("memory");
                version = limits ? 1 : version;
            }
        }
        return new GroupMounts(version, folders);
    }

    /** Whether groups can be made here. */
    boolean usable() {
        return switch (version) {
            case 1 -> writable("memory") && writable("pids");
            case 2 -> writable(UNIFIED);
            default -> false;
        };
    }

    /**
     * The groups of version 1 that this process is in itself, by the tree of their controller: their files of threads.
     *
     * @param lines number, controllers and path, as in {@code /proc/self/cgroup}
     */
    Map<Path, Path> home(List<String> lines) {
        Map<Path, Path> home = new HashMap<>();
        for (String line : lines) {
            String[] fields = line.split(":", 3);
            for (String controller : fields.length < 3 ? new String[0] : fields[1].split(",", -1)) {
                Path tree = folders.get(controller.replaceFirst("^name=", ""));
                if (tree != null && !controller.isEmpty()) {
                    Path own = tree.resolve(fields[2].substring(1));
                    home.put(tree, (Files.isDirectory(own) ? own : tree).resolve("tasks"));
                }
            }
        }
        return home;
    }

    private boolean writable(String name) {
        return folders.containsKey(name) && Files.isWritable(folders.get(name));
    }

    ControlGroup group(String path) {
        return version == 2 ? new GroupV2(path, folders.getOrDefault(UNIFIED, TOP)) : new GroupV1(path, folders);
    }
}
