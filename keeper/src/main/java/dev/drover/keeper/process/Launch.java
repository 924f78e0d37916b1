package dev.drover.keeper.process;

import dev.drover.driver.ProcessHost.Launcher;
import dev.drover.driver.ProcessHost.ProcessSpec;
import dev.drover.driver.TaskExit;
import dev.drover.keeper.cgroup.ControlGroup;
import dev.drover.keeper.cgroup.ControlGroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts the process of a specification, directly or by its launcher.
 *
 * @param command the program as it is executed
 * @param group made for it; empty when it has none of its own
 */
record Launch(ProcessSpec spec, List<String> command, Optional<ControlGroup> group) {
    /** A container runtime takes a fraction of a second, even on a busy host. */
    private static final Duration LAUNCHER_LIMIT = Duration.ofSeconds(30);

    private static final int LONGEST_REASON = 1000;

    /** The number of the process. */
    long start(Spawn.End stdout, Spawn.End stderr, ControlGroups groups, ExitWatch exits) throws IOException {
        if (group.isPresent()) {
            groups.create(group.get(), spec.group().limits());
        }
        List<Path> entrances = new ArrayList<>();
        if (spec.group().enters()) {
            group.ifPresent(own -> entrances.addAll(own.entrances()));
        }
        for (Path other : spec.group().others()) {
            entrances.add(Placement.entrance(other));
        }
        Placement.Start spawn = () -> Spawn.start(command, spec.environment(), spec.workingDirectory(), stdout, stderr);
        Placement placement = new Placement(entrances, groups);
        if (spec.launcher().isEmpty()) {
            return placement.start(spawn);
        }
        return launched(spec.launcher().get(), placement, spawn, exits);
    }

    /** What the launcher leaves becomes a child of this process when the launcher ends. */
    private long launched(Launcher launcher, Placement placement, Placement.Start spawn, ExitWatch exits)
            throws IOException {
        Files.deleteIfExists(launcher.pidFile());
        try (Children.Hold hold = Children.hold()) {
            long pid = placement.start(spawn);
            CompletableFuture<Optional<TaskExit>> end = new CompletableFuture<>();
            exits.watch(
                    Pidfd.open(pid).orElseThrow(() -> new IOException(command.getFirst() + " ended at once")),
                    end::complete);
            Optional<TaskExit> exit = await(end, pid);
            if (!exit.map(TaskExit::successful).orElse(false)) {
                throw new IOException(reason(launcher.log(), exit));
            }
            long left = Long.parseLong(Files.readString(launcher.pidFile()).strip());
            hold.own(left);
            return left;
        } catch (NumberFormatException fault) {
            throw new IOException(launcher.pidFile() + " tells of no process", fault);
        }
    }

    private static Optional<TaskExit> await(CompletableFuture<Optional<TaskExit>> end, long pid) throws IOException {
        try {
            return end.get(LAUNCHER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException fault) {
            NativeKill.kill(-pid, NativeKill.SIGKILL);
            throw new IOException("it did not start within " + LAUNCHER_LIMIT.toSeconds() + " s", fault);
        } catch (InterruptedException stopped) {
            NativeKill.kill(-pid, NativeKill.SIGKILL);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    /** The last line that it left. */
    private static String reason(Path log, Optional<TaskExit> exit) {
        String otherwise = "it ended with "
                + exit.map(how -> how.signal() > 0 ? "signal " + how.signal() : "status " + how.exitCode())
                        .orElse("an unknown status");
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> !line.isBlank())
                    .reduce((before, line) -> line)
                    .map(line -> line.substring(0, Math.min(line.length(), LONGEST_REASON)))
                    .orElse(otherwise);
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return otherwise;
        }
    }
}
