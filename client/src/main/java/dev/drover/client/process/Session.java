package dev.drover.client.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All processes of one session, found in {@code /proc}. A task's first process leads a session of its own, so that its children are
 * found even when they have changed their process group or lost their parent.
 */
record Session(long id) {
    /**
     * One process as {@code /proc} shows it.
     *
     * @param ticks processor time used so far, in clock ticks (1/100 s)
     */
    record Member(long pid, boolean zombie, long ticks) {}

    private static final Path PROC = Path.of("/proc");
    private static final int KILL_ROUNDS = 50;
    private static final int SIGKILL = 9;

    List<Member> members() {
        List<Member> members = new ArrayList<>();
        try (Stream<Path> entries = Files.list(PROC)) {
            entries.forEach(entry -> {
                String name = String.valueOf(entry.getFileName());
                if (Character.isDigit(name.charAt(0))) {
                    read(Long.parseLong(name)).ifPresent(members::add);
                }
            });
        } catch (IOException | UncheckedIOException vanished) {
            return List.copyOf(members);
        }
        return members;
    }

    private Optional<Member> read(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            // The name in parentheses may contain anything, so count fields from its end: state is the first.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 15);
            if (Long.parseLong(fields[3]) != id) {
                return Optional.empty();
            }
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return Optional.of(new Member(pid, fields[0].equals("Z") || fields[0].equals("X"), ticks));
        } catch (IOException | UncheckedIOException vanished) {
            return Optional.empty();
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

    /** Kills until nothing of the session is left but what waits for its parent. Bounded, since a process may hang in the kernel. */
    void killAll() throws InterruptedException {
        for (int round = 0; round < KILL_ROUNDS; round++) {
            List<Member> alive =
                    members().stream().filter(member -> !member.zombie()).toList();
            if (alive.isEmpty()) {
                return;
            }
            alive.forEach(member -> NativeKill.kill(member.pid(), SIGKILL));
            Thread.sleep(round);
        }
    }
}
