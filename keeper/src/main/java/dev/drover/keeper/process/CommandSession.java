package dev.drover.keeper.process;

import dev.drover.driver.ExecSession;
import dev.drover.driver.TaskExit;
import dev.drover.keeper.cgroup.ControlGroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A command that runs for as long as somebody watches. Its end is the end of all that it has started. */
final class CommandSession implements ExecSession {
    private static final long STACK_BYTES = 128 * 1024;
    private static final Duration OUTPUT_GRACE = Duration.ofMillis(500);
    private static final Duration START_LIMIT = Duration.ofSeconds(5);
    private static final Duration START_LOOK = Duration.ofMillis(5);

    private final Session session;
    private final Optional<ControlGroup> group;
    private final Optional<Path> folder;
    private final SessionStreams streams;
    private final Consumer<CommandSession> onEnd;
    private final OutputStream input;
    private final InputStream output;
    private final InputStream errors;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile TaskExit exit = TaskExit.code(-1);

    private CommandSession(
            long pid,
            Optional<ControlGroup> group,
            Optional<Path> folder,
            SessionStreams streams,
            Consumer<CommandSession> onEnd) {
        this.session = new Session(pid);
        this.group = group;
        this.folder = folder;
        this.streams = streams;
        this.onEnd = onEnd;
        this.input = streams.input.writer();
        this.output = streams.output.reader();
        this.errors = streams.errors.reader();
    }

    /**
     * Watches a command that was started with these streams.
     *
     * @param group that the command is alone in
     * @param folder its own, deleted in the end; {@code pid} in it tells of a further session that belongs to it
     */
    static CommandSession watch(
            long pid,
            Optional<ControlGroup> group,
            Optional<Path> folder,
            SessionStreams streams,
            Consumer<CommandSession> onEnd)
            throws IOException {
        Pidfd pidfd = Pidfd.open(pid).orElseThrow(() -> new IOException("the command ended at once"));
        CommandSession command = new CommandSession(pid, group, folder, streams, onEnd);
        Thread.ofPlatform().daemon().stackSize(STACK_BYTES).name("session-end").start(() -> command.awaitEnd(pidfd));
        return command;
    }

    private void awaitEnd(Pidfd pidfd) {
        try (pidfd) {
            exit = pidfd.awaitCollected();
            killAll();
            streams.finish(OUTPUT_GRACE);
            if (group.isPresent()) {
                group.get().destroy();
            }
            folder.ifPresent(CommandSession::delete);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            onEnd.accept(this);
            ended.countDown();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException kept) {
            // It goes with the folder of the task.
            return;
        }
    }

    private void killAll() throws InterruptedException {
        Optional<Session> inside = folder.flatMap(CommandSession::read);
        if (inside.isPresent()) {
            inside.get().killAll();
        }
        if (group.isPresent()) {
            group.get().killAll();
        } else {
            session.killAll();
        }
    }

    /** One that is killed while it starts the actual command might leave that behind. No event tells when it has come so far. */
    private void awaitInside() throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (folder.isPresent()
                && folder.flatMap(CommandSession::read).isEmpty()
                && !ended.await(START_LOOK.toMillis(), TimeUnit.MILLISECONDS)
                && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** Empty when the command has not come so far. */
    private static Optional<Session> read(Path folder) {
        try {
            return Optional.of(new Session(
                    Long.parseLong(Files.readString(folder.resolve("pid")).strip())));
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    @Override
    public OutputStream input() {
        return input;
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public InputStream errors() {
        return errors;
    }

    @Override
    public void resize(int rows, int columns) {
        if (!hasEnded()) {
            streams.resize(rows, columns);
        }
    }

    @Override
    public TaskExit await() throws InterruptedException {
        ended.await();
        return exit;
    }

    @Override
    public void close() {
        streams.abandon();
        try {
            if (!hasEnded()) {
                awaitInside();
                killAll();
            }
            ended.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
