package dev.drover.dist.node;

import dev.drover.dist.cluster.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process of Java holds.
 *
 * @param liveBytes objects that are in use, after the garbage was collected
 * @param residentBytes memory that it has of the machine
 */
record Footprint(long liveBytes, long residentBytes, long descriptors, long threads) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

    static Footprint of(long pid) {
        try {
            Path process = Path.of("/proc", Long.toString(pid));
            String jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
            long live = number(TOTAL, Shell.run(jcmd, Long.toString(pid), "GC.class_histogram"));
            String status = Files.readString(process.resolve("status"));
            return new Footprint(
                    live, number(RESIDENT, status) * 1024, count(process.resolve("fd")), number(THREADS, status));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError(pattern + " is not in " + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    /** How many control groups of the machine belong to allocations. */
    static long groups(Set<String> allocations) {
        return Shell.run("find", "/sys/fs/cgroup", "-type", "d")
                .lines()
                .filter(line -> allocations.stream().anyMatch(line::contains))
                .count();
    }

    /** How many mounts of the machine are below a folder. */
    static long mounts(Path folder) {
        return NodeAgent.read(Path.of("/proc/mounts"))
                .lines()
                .filter(line -> line.contains(folder.toString()))
                .count();
    }

    Footprint minus(Footprint other) {
        return new Footprint(
                liveBytes - other.liveBytes,
                residentBytes - other.residentBytes,
                descriptors - other.descriptors,
                threads - other.threads);
    }
}
