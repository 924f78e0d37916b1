package dev.drover.keeper.cgroup;

import dev.drover.driver.ProcessGroup.Limits;
import dev.drover.driver.TaskUsage.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Version 2: one folder for all controllers.
 *
 * @param mount the top of the only tree
 */
record GroupV2(String path, Path mount) implements ControlGroup {
    private static final List<String> CONTROLLERS = List.of("cpu", "memory", "pids", "cpuset");
    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;
    private static final long MOST_WEIGHT = 10_000;

    private Path folder() {
        return mount.resolve(path.substring(1));
    }

    @Override
    public void create(Limits limits) throws IOException {
        Path above = mount;
        for (Path name : Path.of(path.substring(1))) {
            // A controller works in a group when the one above hands it down. What the kernel lacks is missed below, by
            // its limit.
            for (String controller : CONTROLLERS) {
                GroupFile.tryWrite(above.resolve("cgroup.subtree_control"), "+" + controller);
            }
            above = above.resolve(name);
            Files.createDirectories(above);
        }
        if (limits.cpuMhz() > 0) {
            write("cpu.weight", weight(limits.cpuMhz()));
        }
        if (!limits.cores().isEmpty()) {
            write(
                    "cpuset.cpus",
                    new TreeSet<>(limits.cores()).stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (limits.memoryMaxBytes() > 0) {
            write("memory.max", limits.memoryMaxBytes());
            GroupFile.tryWrite(folder().resolve("memory.swap.max"), "0");
        }
        if (limits.memoryBytes() > 0 && limits.memoryBytes() != limits.memoryMaxBytes()) {
            write("memory.low", limits.memoryBytes());
        }
        if (limits.processes() > 0) {
            write("pids.max", limits.processes());
        }
    }

    /** The kernel's own translation of the shares of version 1, so that tasks weigh the same on every host. */
    static long weight(long shares) {
        long clamped = Math.clamp(shares, LEAST_SHARES, MOST_SHARES);
        return 1 + (clamped - LEAST_SHARES) * (MOST_WEIGHT - 1) / (MOST_SHARES - LEAST_SHARES);
    }

    private void write(String file, Object value) throws IOException {
        Path target = folder().resolve(file);
        if (!Files.exists(target)) {
            throw new IOException("the kernel offers no " + file + " to " + folder());
        }
        GroupFile.write(target, value.toString());
    }

    @Override
    public boolean exists() {
        return Files.isDirectory(folder());
    }

    @Override
    public List<Path> entrances() {
        return List.of(folder().resolve("cgroup.procs"));
    }

    @Override
    public List<Long> processes() {
        return GroupFile.processes(folder()).toList();
    }

    @Override
    public GroupUsage usage() {
        Map<String, Long> cpu = fields("cpu.stat");
        return new GroupUsage(
                micros(cpu, "usage_usec"),
                micros(cpu, "user_usec"),
                micros(cpu, "system_usec"),
                cpu.getOrDefault("nr_throttled", 0L),
                micros(cpu, "throttled_usec"),
                memory(fields("memory.stat")));
    }

    private Memory memory(Map<String, Long> stat) {
        List<String> measured =
                new ArrayList<>(List.of("RSS", "Cache", "Swap", "Mapped File", "Usage", "Kernel Usage"));
        Path peak = folder().resolve("memory.peak");
        if (Files.exists(peak)) {
            measured.add("Max Usage");
        }
        return new Memory(
                stat.getOrDefault("anon", 0L),
                stat.getOrDefault("file", 0L),
                GroupFile.number(folder().resolve("memory.swap.current")).orElse(0),
                stat.getOrDefault("file_mapped", 0L),
                GroupFile.number(folder().resolve("memory.current")).orElse(0),
                GroupFile.number(peak).orElse(0),
                stat.getOrDefault("kernel", 0L),
                measured);
    }

    private Map<String, Long> fields(String file) {
        return GroupFile.fields(folder().resolve(file));
    }

    private static long micros(Map<String, Long> fields, String name) {
        return TimeUnit.MICROSECONDS.toNanos(fields.getOrDefault(name, 0L));
    }

    @Override
    public long outOfMemoryKills() {
        return fields("memory.events").getOrDefault("oom_kill", 0L);
    }

    @Override
    public ControlGroup child(String name) {
        return new GroupV2(path + "/" + name, mount);
    }

    @Override
    public List<String> children() {
        return GroupFile.children(folder()).stream()
                .map(child -> String.valueOf(child.getFileName()))
                .toList();
    }

    /** Linux 5.14 kills all in one step; before that they are frozen first. */
    @Override
    public void killOnce() {
        if (!GroupFile.tryWrite(folder().resolve("cgroup.kill"), "1")) {
            GroupFile.tryWrite(folder().resolve("cgroup.freeze"), "1");
            ControlGroup.kill(processes());
            GroupFile.tryWrite(folder().resolve("cgroup.freeze"), "0");
        }
    }

    @Override
    public void removeAlone() {
        GroupFile.removeAlone(folder());
    }

    @Override
    public boolean remove() {
        return GroupFile.remove(folder());
    }
}
