package dev.drover.keeper.cgroup;

import dev.drover.driver.ProcessGroup.Limits;
import dev.drover.driver.TaskUsage.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Version 1: a folder in the tree of each controller.
 *
 * @param mounts the tree of each controller; several may share one
 */
record GroupV1(String path, Map<String, Path> mounts) implements ControlGroup {
    /** Controllers in which a group is made. It is removed from the others too, since container runtimes make it there. */
    private static final List<String> USED = List.of("pids", "memory", "cpu", "cpuacct", "cpuset");

    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;

    /** {@code cpuacct.stat} counts in hundredths of a second. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final List<String> MEASURED =
            List.of("RSS", "Cache", "Swap", "Mapped File", "Usage", "Max Usage", "Kernel Usage");

    private Path in(Path mount) {
        return mount.resolve(path.substring(1));
    }

    private Optional<Path> folder(String controller) {
        return Optional.ofNullable(mounts.get(controller)).map(this::in);
    }

    private Stream<Path> used() {
        return USED.stream().flatMap(controller -> folder(controller).stream()).distinct();
    }

    @Override
    public void create(Limits limits) throws IOException {
        for (Path folder : used().toList()) {
            Files.createDirectories(folder);
        }
        if (mounts.containsKey("cpuset")) {
            inheritProcessors(mounts.get("cpuset"));
        }
        if (limits.cpuMhz() > 0) {
            write("cpu", "cpu.shares", Math.clamp(limits.cpuMhz(), LEAST_SHARES, MOST_SHARES));
        }
        if (!limits.cores().isEmpty()) {
            write("cpuset", "cpuset.cpus", cores(limits));
        }
        if (limits.memoryMaxBytes() > 0) {
            write("memory", "memory.limit_in_bytes", limits.memoryMaxBytes());
            // Only kernels that count swap have the file: memory and swap together may not take more.
            folder("memory")
                    .ifPresent(folder -> GroupFile.tryWrite(
                            folder.resolve("memory.memsw.limit_in_bytes"), Long.toString(limits.memoryMaxBytes())));
        }
        if (limits.memoryBytes() > 0 && limits.memoryBytes() != limits.memoryMaxBytes()) {
            write("memory", "memory.soft_limit_in_bytes", limits.memoryBytes());
        }
        if (limits.processes() > 0) {
            write("pids", "pids.max", limits.processes());
        } else {
            // The folder may be that of a task before, whose end allowed no more processes.
            folder("pids").ifPresent(folder -> GroupFile.tryWrite(folder.resolve("pids.max"), "max"));
        }
    }

    private static String cores(Limits limits) {
        return new TreeSet<>(limits.cores()).stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private void write(String controller, String file, Object value) throws IOException {
        Path folder = folder(controller)
                .orElseThrow(() -> new IOException(
                        "the kernel has no controller \"" + controller + "\" for the limits of a task"));
        GroupFile.write(folder.resolve(file), value.toString());
    }

    /** A new group of this controller has no processors, and no process may enter it before it has some. */
    private void inheritProcessors(Path mount) throws IOException {
        Path above = mount;
        for (Path name : Path.of(path.substring(1))) {
            Path folder = above.resolve(name);
            for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
                if (GroupFile.text(folder.resolve(file)).isEmpty()) {
                    GroupFile.write(folder.resolve(file), GroupFile.text(above.resolve(file)));
                }
            }
            above = folder;
        }
    }

    @Override
    public boolean exists() {
        return used().anyMatch(Files::isDirectory);
    }

    /** A single thread may enter by itself, and then its children begin inside. */
    @Override
    public List<Path> entrances() {
        return used().map(folder -> folder.resolve("tasks")).toList();
    }

    @Override
    public List<Long> processes() {
        return used().flatMap(GroupFile::processes).distinct().toList();
    }

    @Override
    public GroupUsage usage() {
        Map<String, Long> times = fields("cpuacct", "cpuacct.stat");
        Map<String, Long> throttled = fields("cpu", "cpu.stat");
        Map<String, Long> memory = fields("memory", "memory.stat");
        return new GroupUsage(
                number("cpuacct", "cpuacct.usage"),
                times.getOrDefault("user", 0L) * TICK_NANOS,
                times.getOrDefault("system", 0L) * TICK_NANOS,
                throttled.getOrDefault("nr_throttled", 0L),
                throttled.getOrDefault("throttled_time", 0L),
                new Memory(
                        memory.getOrDefault("total_rss", 0L),
                        memory.getOrDefault("total_cache", 0L),
                        memory.getOrDefault("total_swap", 0L),
                        memory.getOrDefault("total_mapped_file", 0L),
                        number("memory", "memory.usage_in_bytes"),
                        number("memory", "memory.max_usage_in_bytes"),
                        number("memory", "memory.kmem.usage_in_bytes"),
                        MEASURED));
    }

    private Map<String, Long> fields(String controller, String file) {
        return folder(controller)
                .map(folder -> GroupFile.fields(folder.resolve(file)))
                .orElse(Map.of());
    }

    private long number(String controller, String file) {
        return folder(controller)
                .map(folder -> GroupFile.number(folder.resolve(file)).orElse(0))
                .orElse(0L);
    }

    @Override
    public long outOfMemoryKills() {
        return fields("memory", "memory.oom_control").getOrDefault("oom_kill", 0L);
    }

    @Override
    public ControlGroup child(String name) {
        return new GroupV1(path + "/" + name, mounts);
    }

    @Override
    public List<String> children() {
        return used().flatMap(folder -> GroupFile.children(folder).stream())
                .map(child -> String.valueOf(child.getFileName()))
                .distinct()
                .toList();
    }

    /**
     * Where no more processes are allowed none can be started, so the list is complete. To freeze them first would freeze a thread of this
     * process with them that is just about to start something inside.
     */
    @Override
    public void killOnce() {
        folder("pids").ifPresent(folder -> GroupFile.tryWrite(folder.resolve("pids.max"), "0"));
        ControlGroup.kill(processes());
    }

    @Override
    public void removeAlone() {
        mounts.values().forEach(mount -> GroupFile.removeAlone(in(mount)));
    }

    @Override
    public boolean remove() {
        boolean gone = true;
        for (Path mount : mounts.values()) {
            gone &= GroupFile.remove(in(mount));
        }
        return gone;
    }
}
