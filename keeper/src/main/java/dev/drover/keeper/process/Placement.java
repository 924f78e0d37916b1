package dev.drover.keeper.process;

import dev.drover.keeper.cgroup.ControlGroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Has processes begin inside of control groups. In version 1 a single thread can be in a group, and what it starts begins there: so
 * there is no moment in which a child could escape. In version 2 the process is moved right after its start, with what it has started
 * by then.
 */
final class Placement {
    private static final String THREADS = "tasks";
    private static final String PROCESSES = "cgroup.procs";

    /** A process cannot start more between two looks than fits into the next one, unless it tries to. */
    private static final int LOOKS = 3;

    private final List<Path> threadFiles = new ArrayList<>();
    private final List<Path> processFiles = new ArrayList<>();

    private final ControlGroups groups;

    /** @param entrances files of groups, of version 1 where they are called {@code tasks} */
    Placement(List<Path> entrances, ControlGroups groups) {
        this.groups = groups;
        for (Path entrance : entrances) {
            (entrance.endsWith(THREADS) ? threadFiles : processFiles).add(entrance);
        }
    }

    /** The file through which a group that somebody else made is entered. */
    static Path entrance(Path group) throws IOException {
        for (String name : List.of(THREADS, PROCESSES)) {
            if (Files.exists(group.resolve(name))) {
                return group.resolve(name);
            }
        }
        throw new IOException(group + " is no control group");
    }

    /** Starts a process. */
    interface Start {
        long start() throws IOException;
    }

    /**
     * Starts a process inside.
     *
     * @throws IOException when it cannot be started, or a group takes nobody
     */
    long start(Start start) throws IOException {
        long pid = threadFiles.isEmpty() ? start.start() : startInside(start);
        if (!processFiles.isEmpty()) {
            move(pid);
        }
        return pid;
    }

    /** The thread is out again when this returns, or else it would count as one of the task's. */
    private long startInside(Start start) throws IOException {
        List<Path> wayBack = groups.wayBack(threadFiles);
        FutureTask<Long> task = new FutureTask<>(() -> {
            try {
                writeAll(threadFiles);
                return start.start();
            } finally {
                writeAll(wayBack);
            }
        });
        Thread.ofPlatform().daemon().name("start").start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    // A process must not be started without anybody knowing of it.
                    interrupted = true;
                }
            }
        } catch (ExecutionException fault) {
            throw fault.getCause() instanceof IOException refused ? refused : new IOException(fault.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void writeAll(List<Path> files) throws IOException {
        for (Path file : files) {
            write(file, 0);
        }
    }

    private void move(long pid) throws IOException {
        try {
            for (Path file : processFiles) {
                write(file, pid);
            }
        } catch (IOException fault) {
            if (ProcessStat.of(pid).filter(stat -> !stat.zombie()).isPresent()) {
                NativeKill.kill(-pid, NativeKill.SIGKILL);
                throw fault;
            }
            return; // it has ended already
        }
        Set<Long> moved = new HashSet<>(Set.of(pid));
        for (int look = 0; look < LOOKS; look++) {
            for (ProcessStat member : new Session(pid).members()) {
                if (moved.add(member.pid())) {
                    moveEarlyChild(member.pid());
                }
            }
        }
    }

    private void moveEarlyChild(long pid) {
        for (Path file : processFiles) {
            try {
                write(file, pid);
            } catch (IOException ended) {
                return;
            }
        }
    }

    private static void write(Path file, long pid) throws IOException {
        try {
            Files.writeString(file, Long.toString(pid), StandardOpenOption.WRITE);
        } catch (IOException fault) {
            throw new IOException(
                    "control group " + file.getParent() + " takes no process: " + fault.getMessage(), fault);
        }
    }
}
