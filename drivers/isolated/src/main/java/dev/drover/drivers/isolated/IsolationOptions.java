package dev.drover.drivers.isolated;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.IdRanges;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the operator allows: the {@code plugin "exec"} or {@code plugin "java"} block of the agent's configuration.
 *
 * @param pivotRoot false where the root is a file system that cannot be changed, as on some hosts without a disk
 * @param pidMode whether tasks see processes of the host unless they say otherwise: {@code private} or {@code host}
 * @param ipcMode the same for shared memory and queues
 * @param allowCapabilities what a job may add; {@code ALL} allows every one
 * @param processes most processes and threads of a task
 * @param chroot folders and files of the host that tasks see, and where
 */
public record IsolationOptions(
        boolean pivotRoot,
        String pidMode,
        String ipcMode,
        Set<String> allowCapabilities,
        IdRanges deniedUsers,
        IdRanges deniedGroups,
        long processes,
        Map<Path, String> chroot) {
    static final String PRIVATE = "private";
    static final String HOST = "host";
    static final Set<String> MODES = Set.of(PRIVATE, HOST);

    /** Enough for every server, and few enough for the host to stay healthy. */
    private static final long PROCESSES = 4096;

    private static final List<String> CHROOT = List.of(
            "/bin", "/etc", "/lib", "/lib32", "/lib64", "/run/resolvconf", "/run/systemd/resolve", "/sbin", "/usr");

    public IsolationOptions {
        allowCapabilities = Set.copyOf(allowCapabilities);
        chroot = Map.copyOf(chroot);
    }

    /**
     * Reads the block.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static IsolationOptions of(Map<String, Object> plugin) {
        return of(plugin, Map.of());
    }

    /**
     * Reads the block of a node whose configuration says what all its isolated tasks see.
     *
     * @param nodeChroot folders of the host, and where; empty for the usual ones. The block may say otherwise
     */
    public static IsolationOptions of(Map<String, Object> plugin, Map<String, String> nodeChroot) {
        ConfigReader reader = ConfigReader.of(plugin);
        List<String> allowed = reader.has("allow_caps") ? reader.texts("allow_caps") : Capabilities.DEFAULT;
        IsolationOptions options = new IsolationOptions(
                !reader.flag("no_pivot_root", false),
                mode(reader, "default_pid_mode"),
                mode(reader, "default_ipc_mode"),
                Capabilities.normalized(allowed),
                IdRanges.parse(reader.text("denied_host_uids", "")),
                IdRanges.parse(reader.text("denied_host_gids", "")),
                reader.number("pids_limit").orElse(PROCESSES),
                chroot(reader.has("chroot_env") ? reader.textMap("chroot_env") : nodeChroot));
        List<String> faults = new ArrayList<>(reader.finish());
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return options;
    }

    private static String mode(ConfigReader reader, String key) {
        String mode = reader.text(key, PRIVATE);
        if (!MODES.contains(mode)) {
            reader.fault(key, "must be private or host");
        }
        return mode;
    }

    private static Map<Path, String> chroot(Map<String, String> chosen) {
        Map<Path, String> folders = new LinkedHashMap<>();
        if (chosen.isEmpty()) {
            CHROOT.forEach(folder -> folders.put(Path.of(folder), folder));
        }
        chosen.forEach((host, inside) -> folders.put(Path.of(host), inside));
        return folders;
    }
}
