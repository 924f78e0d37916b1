package dev.drover.keeper.cgroup;

import dev.drover.driver.ProcessGroup.Limits;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * The groups of one host of processes, in a group that belongs to its folder alone. Whoever has the same folder knows the same groups by
 * the same keys, and may end what nobody knows any more.
 */
public final class ControlGroups {
    private static final System.Logger LOGGER = System.getLogger(ControlGroups.class.getName());

    private static final Path OWN_GROUPS = Path.of("/proc/self/cgroup");

    /** The kernel's limit for the name of a folder, less some room for endings. */
    private static final int LONGEST_NAME = 200;

    private final GroupMounts mounts;
    private final String parent;

    ControlGroups(GroupMounts mounts, Path folder) {
        this.mounts = mounts;
        String id = checksum(real(folder.toAbsolutePath()).toString());
        this.parent = mounts.version() == 2 ? "/drover.slice/drover-" + id + ".slice" : "/drover/" + id;
    }

    /** Without links, as far as the folder exists. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException missing) {
            Path parent = folder.getParent();
            return parent == null ? folder : real(parent).resolve(parent.relativize(folder));
        }
    }

    /** The groups of a host of processes on this machine. */
    public static ControlGroups of(Path folder) {
        return new ControlGroups(GroupMounts.host(), folder);
    }

    /** The group of a key, made or not; empty where none can be made. */
    public Optional<ControlGroup> group(String key) {
        return mounts.usable() ? Optional.of(mounts.group(path(key))) : Optional.empty();
    }

    /** The group above those of all keys, from the top of each hierarchy; empty where none can be made. */
    public Optional<String> parent() {
        return mounts.usable() ? Optional.of(parent) : Optional.empty();
    }

    /**
     * How a thread of this process that has entered groups of version 1 comes back.
     *
     * @param entered files of threads
     * @throws IOException when it is not known where this process belongs
     */
    public List<Path> wayBack(List<Path> entered) throws IOException {
        return mounts.home(Files.readAllLines(OWN_GROUPS)).entrySet().stream()
                .filter(home -> entered.stream().anyMatch(file -> file.startsWith(home.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private String path(String key) {
        String name = key.replaceAll("[^A-Za-z0-9_.-]", ".");
        if (!name.equals(key.replace('/', '.')) || name.length() > LONGEST_NAME || name.startsWith(".")) {
            name = "_" + name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "." + checksum(key);
        }
        return parent + "/" + name + (mounts.version() == 2 ? ".scope" : "");
    }

    private static String checksum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", sum.getValue());
    }

    /** Ends and removes the groups of all other keys. */
    public void sweep(Collection<String> keys) throws InterruptedException {
        if (!mounts.usable()) {
            return;
        }
        ControlGroup all = mounts.group(parent);
        Set<String> known = keys.stream().map(this::path).collect(Collectors.toSet());
        for (String name : all.children()) {
            ControlGroup group = all.child(name);
            if (!known.contains(group.path())) {
                LOGGER.log(Level.INFO, "control group {0}, which nobody knows any more, is ended", group.path());
                group.destroy();
            }
        }
        close();
    }

    /**
     * Makes a group of this host.
     *
     * @throws IOException when the kernel refuses it or a limit
     */
    public synchronized void create(ControlGroup group, Limits limits) throws IOException {
        group.create(limits);
    }

    /** Removes the group of all, when there is none in it. */
    public synchronized void close() {
        if (mounts.usable()) {
            mounts.group(parent).removeAlone();
        }
    }
}
