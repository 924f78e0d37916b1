package dev.drover.keeper.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One process as {@code /proc} shows it.
 *
 * @param zombie true when it has ended and waits for its parent
 * @param ticks processor time used so far, in clock ticks (1/100 s)
 * @param startTicks when it began, in clock ticks since the machine did; with the id it names a process for as long as the machine runs
 */
record ProcessStat(long pid, boolean zombie, long session, long ticks, long startTicks) {
    static final Path PROC = Path.of("/proc");

    /** Empty when there is no such process. */
    static Optional<ProcessStat> of(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            // The name in parentheses may contain anything, so count fields from its end: state is the first.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 21);
            return Optional.of(new ProcessStat(
                    pid,
                    fields[0].equals("Z") || fields[0].equals("X"),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                    Long.parseLong(fields[19])));
        } catch (IOException | UncheckedIOException vanished) {
            return Optional.empty();
        }
    }

    /** The leader of a session whose output or error output is this file. */
    static Optional<ProcessStat> leaderWriting(Path file) {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.filter(entry -> writes(entry, file))
                    .flatMap(entry -> of(Long.parseLong(String.valueOf(entry.getFileName()))).stream())
                    .filter(process -> process.session() == process.pid())
                    .findFirst();
        } catch (IOException | UncheckedIOException vanished) {
            return Optional.empty();
        }
    }

    private static boolean writes(Path entry, Path file) {
        if (!Character.isDigit(String.valueOf(entry.getFileName()).charAt(0))) {
            return false;
        }
        try {
            return Files.readSymbolicLink(entry.resolve("fd/1")).equals(file)
                    || Files.readSymbolicLink(entry.resolve("fd/2")).equals(file);
        } catch (IOException notOurs) {
            return false;
        }
    }

    /** Resident memory in bytes; 0 for a process that is gone. */
    static long residentBytes(long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve(Long.toString(pid)).resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException vanished) {
            return 0;
        }
    }

    /** What changes whenever the machine starts; empty where it cannot be told. */
    static String bootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException untold) {
            return "";
        }
    }
}
