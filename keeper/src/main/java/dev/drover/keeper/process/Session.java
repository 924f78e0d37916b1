package dev.drover.keeper.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All processes of one session, found in {@code /proc}. A task's first process leads a session of its own, so that its children are
 * found even when they have changed their process group or lost their parent.
 */
public record Session(long id) {
    private static final int KILL_ROUNDS = 50;
    private static final int SIGKILL = 9;

    List<ProcessStat> members() {
        List<ProcessStat> members = new ArrayList<>();
        try (Stream<Path> entries = Files.list(ProcessStat.PROC)) {
            entries.forEach(entry -> {
                String name = String.valueOf(entry.getFileName());
                if (Character.isDigit(name.charAt(0))) {
                    ProcessStat.of(Long.parseLong(name))
                            .filter(process -> process.session() == id)
                            .ifPresent(members::add);
                }
            });
        } catch (IOException | UncheckedIOException vanished) {
            return List.copyOf(members);
        }
        return members;
    }

    /** Kills until nothing of the session is left but what waits for its parent. Bounded, since a process may hang in the kernel. */
    void killAll() throws InterruptedException {
        for (int round = 0; round < KILL_ROUNDS; round++) {
            List<ProcessStat> alive =
                    members().stream().filter(member -> !member.zombie()).toList();
            if (alive.isEmpty()) {
                return;
            }
            alive.forEach(member -> NativeKill.kill(member.pid(), SIGKILL));
            Thread.sleep(round);
        }
    }
}
