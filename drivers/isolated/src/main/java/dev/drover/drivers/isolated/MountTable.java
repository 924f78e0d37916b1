package dev.drover.drivers.isolated;

import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a task sees in its root, in the order in which it is mounted. All of it is gone with the task's last process. */
final class MountTable {
    private static final String SHARED_MEMORY_BYTES = "size=67108864";

    private final List<Map<String, Object>> mounts = new ArrayList<>();

    /** @param privateIpc whether the task has shared memory and queues of its own */
    static List<Map<String, Object>> of(TaskLaunch launch, Map<Path, String> chroot, boolean privateIpc) {
        MountTable table = new MountTable();
        table.kernel(privateIpc);
        chroot.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .filter(entry -> Files.exists(entry.getKey()) && !isLink(entry.getKey()))
                .forEach(entry -> table.bind(entry.getKey(), entry.getValue(), true, "rprivate"));
        TaskLaunch.Directories folders = launch.directories();
        table.bind(folders.shared(), "/alloc", false, "rprivate");
        if (!folders.local().equals(folders.task().resolve("local"))) {
            table.bind(folders.local(), "/local", false, "rprivate");
        }
        if (!folders.secrets().equals(folders.task().resolve("secrets"))) {
            table.bind(folders.secrets(), "/secrets", false, "rprivate");
        }
        launch.surroundings().network().ifPresent(table::network);
        launch.surroundings().mounts().forEach(table::volume);
        return table.mounts;
    }

    static boolean isLink(Path path) {
        return Files.isSymbolicLink(path);
    }

    private void kernel(boolean privateIpc) {
        mount("proc", "/proc", "proc", List.of("nosuid", "noexec", "nodev"));
        mount("tmpfs", "/dev", "tmpfs", List.of("nosuid", "strictatime", "mode=755", "size=65536k"));
        mount("devpts", "/dev/pts", "devpts", List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"));
        if (privateIpc) {
            mount("tmpfs", "/dev/shm", "tmpfs", List.of("nosuid", "noexec", "nodev", "mode=1777", SHARED_MEMORY_BYTES));
            mount("mqueue", "/dev/mqueue", "mqueue", List.of("nosuid", "noexec", "nodev"));
        } else {
            bind(Path.of("/dev/shm"), "/dev/shm", false, "rprivate");
        }
        mount("sysfs", "/sys", "sysfs", List.of("nosuid", "noexec", "nodev", "ro"));
    }

    private void network(Surroundings.Network network) {
        if (Files.exists(Path.of("/etc/hosts"), LinkOption.NOFOLLOW_LINKS)) {
            bind(network.hosts(), "/etc/hosts", false, "rprivate");
        }
        network.resolver().ifPresent(file -> bind(file, "/etc/resolv.conf", false, "rprivate"));
    }

    private void volume(Surroundings.Mount mount) {
        String propagation = switch (mount.propagation()) {
            case "host-to-task" -> "rslave";
            case "bidirectional" -> "rshared";
            default -> "rprivate";
        };
        bind(mount.source(), mount.destination(), mount.readOnly(), propagation);
    }

    private void bind(Path source, String destination, boolean readOnly, String propagation) {
        List<String> options = new ArrayList<>(List.of("rbind", "nosuid", propagation));
        if (readOnly) {
            options.add("ro");
        }
        mount(source.toString(), destination, "bind", options);
    }

    private void mount(String source, String destination, String type, List<String> options) {
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("destination", destination);
        mount.put("type", type);
        mount.put("source", source);
        mount.put("options", options);
        mounts.add(mount);
    }
}
