package dev.drover.keeper.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What goes in and out of a command: three pipes, or one terminal. */
final class SessionStreams {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final long STACK_BYTES = 128 * 1024;

    /** What a person types to say that nothing more comes. */
    private static final byte END_OF_TRANSMISSION = 4;

    final Handover input = new Handover();
    final Handover output = new Handover();
    final Handover errors = new Handover();
    final Spawn.End stdin;
    final Spawn.End stdout;
    final Spawn.End stderr;

    private final Optional<Descriptor> screen;
    private final List<Descriptor> programSide = new ArrayList<>();
    private final List<Runnable> pumps = new ArrayList<>();
    private final List<Thread> outputs = new ArrayList<>();

    private SessionStreams(Descriptor.Terminal terminal) {
        Descriptor side = terminal.screen();
        Spawn.Output device = new Spawn.Output(terminal.device(), Spawn.READ_WRITE);
        this.stdin = device;
        this.stdout = device;
        this.stderr = device;
        this.screen = Optional.of(side);
        errors.finish();
        pumps.add(() -> copyIn(side, true));
        outputs.add(pump("session-output", () -> copyOut(side, output)));
    }

    private SessionStreams(Descriptor.Pipe in, Descriptor.Pipe out, Descriptor.Pipe err) {
        this.stdin = new Spawn.Duplicate(in.reader().number());
        this.stdout = new Spawn.Duplicate(out.writer().number());
        this.stderr = new Spawn.Duplicate(err.writer().number());
        this.screen = Optional.empty();
        programSide.addAll(List.of(in.reader(), out.writer(), err.writer()));
        pumps.add(() -> copyIn(in.writer(), false));
        outputs.add(pump("session-output", () -> copyOut(out.reader(), output)));
        outputs.add(pump("session-errors", () -> copyOut(err.reader(), errors)));
    }

    static SessionStreams open(boolean terminal) throws IOException {
        return terminal
                ? new SessionStreams(Descriptor.terminal())
                : new SessionStreams(Descriptor.pipe(), Descriptor.pipe(), Descriptor.pipe());
    }

    private static Thread pump(String name, Runnable work) {
        return Thread.ofPlatform().daemon().stackSize(STACK_BYTES).name(name).unstarted(work);
    }

    /** The command has its side now, or never will. */
    void begin() {
        programSide.forEach(Descriptor::close);
        outputs.forEach(Thread::start);
        pumps.forEach(work -> pump("session-input", work).start());
    }

    void resize(int rows, int columns) {
        screen.ifPresent(side -> side.resize(rows, columns));
    }

    /** Waits for the rest of the output, which somebody who left the session may hold open. */
    void finish(Duration limit) throws InterruptedException {
        input.abandon();
        for (Thread each : outputs) {
            each.join(limit);
        }
        output.finish();
        errors.finish();
    }

    /** Nobody reads any more. */
    void abandon() {
        output.abandon();
        errors.abandon();
    }

    private void copyIn(Descriptor to, boolean terminal) {
        byte[] bytes = new byte[BUFFER_BYTES];
        try (Arena arena = Arena.ofConfined();
                InputStream from = input.reader()) {
            MemorySegment buffer = arena.allocate(BUFFER_BYTES);
            for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
                if (!writeAll(to, buffer, bytes, count)) {
                    return;
                }
            }
            if (terminal) {
                writeAll(to, buffer, new byte[] {END_OF_TRANSMISSION}, 1);
            }
        } catch (IOException ended) {
            // The command has ended or is about to: what was typed has no reader.
            return;
        } finally {
            if (!terminal) {
                to.close(); // the screen side of a terminal is closed by the reader of its output
            }
        }
    }

    private static boolean writeAll(Descriptor to, MemorySegment buffer, byte[] bytes, int count) {
        MemorySegment source = MemorySegment.ofArray(bytes);
        int from = 0;
        while (from < count) {
            MemorySegment.copy(source, from, buffer, 0, count - from);
            int written = to.write(buffer, count - from);
            if (written < 0) {
                return false;
            }
            from += written;
        }
        return true;
    }

    private static void copyOut(Descriptor from, Handover to) {
        byte[] bytes = new byte[BUFFER_BYTES];
        try (Arena arena = Arena.ofConfined();
                OutputStream target = to.writer()) {
            MemorySegment buffer = arena.allocate(BUFFER_BYTES);
            boolean reading = true;
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                MemorySegment.copy(buffer, 0, MemorySegment.ofArray(bytes), 0, count);
                reading = reading && pass(target, bytes, count);
            }
        } catch (IOException ended) {
            // Closing the writer of a handover does not fail.
            throw new java.io.UncheckedIOException(ended);
        } finally {
            from.close();
        }
    }

    /** A command whose output nobody wants goes on, like one whose window was closed. */
    private static boolean pass(OutputStream target, byte[] bytes, int count) {
        try {
            target.write(bytes, 0, count);
            return true;
        } catch (IOException unread) {
            return false;
        }
    }
}
