package dev.drover.drivers.engine;

import dev.drover.driver.LogTarget;
import dev.drover.driver.RotatingLog;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Copies a container's output into the task's log files until the container ends. The engine keeps the output too, with the time of
 * each line. The time of the last line that was written is kept in a file, with the place where the log files ended then, so that when the
 * connection breaks, or after a restart of the agent, it is known where to read on, without a gap and without a byte twice.
 */
public final class LogFollower {
    private static final Logger LOGGER = System.getLogger(LogFollower.class.getName());
    private static final int HEADER_BYTES = 8;
    private static final int STDERR = 2;
    private static final int LONGEST_FRAME = 1 << 20;
    private static final int BATCH_BYTES = 64 << 10;
    private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);

    private final EngineClient engine;
    private final Source source;
    private final LogTarget stdout;
    private final LogTarget stderr;
    private final BooleanSupplier running;
    private final Thread thread;

    /** How exactly an engine tells when a line was written. */
    public enum Times {
        /** To the nanosecond, as it compares them itself. */
        EXACT,
        /** To the second. The position then counts the lines of its last second in its nanoseconds. */
        SECONDS
    }

    /**
     * Where the output comes from.
     *
     * @param path the container's own path, such as {@code /containers/ID}
     * @param terminal true when the container has a terminal: its output then comes as it is, and else in frames
     */
    public record Source(String path, boolean terminal, Times times) {}

    /**
     * Begins at once.
     *
     * @param running tells whether there may be more to come after the connection has ended
     */
    public LogFollower(
            EngineClient engine, Source source, LogTarget stdout, LogTarget stderr, BooleanSupplier running) {
        this.engine = engine;
        this.source = source;
        this.stdout = stdout;
        this.stderr = stderr;
        this.running = running;
        this.thread = Thread.ofVirtual().name("logs-" + source.path()).start(this::run);
    }

    /** Waits until all that the ended container has said is written, but no longer than this. */
    public void awaitEnd(Duration limit) throws InterruptedException {
        thread.join(limit);
    }

    public void stop() {
        thread.interrupt();
    }

    private void run() {
        Path positionFile = LogPosition.file(stdout);
        try (RotatingLog out = RotatingLog.open(stdout);
                RotatingLog err = RotatingLog.open(stderr);
                FileChannel kept = LogPosition.open(positionFile)) {
            Output output = new Output(out, err, kept, LogPosition.read(positionFile, source.path()));
            // An engine that is stopped ends the answer as orderly as a container's end does.
            while (!copy(output) || running.getAsBoolean()) {
                Thread.sleep(RECONNECT_PAUSE);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot write the log of " + source.path() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Copies until the end. False when the connection failed before it. */
    private boolean copy(Output output) throws IOException {
        output.begin();
        Instant since = since(output.known.time());
        String request = source.path() + "/logs?follow=1&stdout=1&stderr=1&timestamps="
                + (source.terminal() ? 0 : 1)
                + "&since="
                + since.getEpochSecond()
                + "."
                + "%09d".formatted(since.getNano());
        try (InputStream answer = new BufferedInputStream(engine.follow(request), BATCH_BYTES)) {
            if (source.terminal()) {
                output.copyTerminal(answer);
            } else {
                new Frames(output).copy(answer);
            }
            return true;
        } catch (EngineException e) {
            return e.isNotFound();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "the log of " + source.path() + " broke off", e);
            return false;
        }
    }

    private Instant since(Instant last) {
        if (last.equals(Instant.EPOCH)) {
            return last;
        }
        // Engines leave out what is older; some also what is as old.
        return source.times() == Times.EXACT || source.terminal()
                ? last.plusNanos(1)
                : last.truncatedTo(ChronoUnit.SECONDS).minusNanos(1);
    }

    /** The log files and what is known of them. */
    private final class Output {
        private final RotatingLog out;
        private final RotatingLog err;
        private final FileChannel kept;
        private LogPosition known;

        /** Bytes behind the known position that were written without getting so far as to say so. */
        private long outAhead;

        private long errAhead;

        private Output(RotatingLog out, RotatingLog err, FileChannel kept, Optional<LogPosition> position)
                throws IOException {
            this.out = out;
            this.err = err;
            this.kept = kept;
            // What is there when a container has just begun is of an earlier one.
            this.known = position.orElse(new LogPosition(source.path(), Instant.EPOCH, out.position(), err.position()));
            known.write(kept);
        }

        /** The engine is about to say what was said since the known time. */
        private void begin() throws IOException {
            outAhead = out.bytesSince(known.out());
            errAhead = err.bytesSince(known.err());
        }

        /** Writes what was said up to a time. */
        private void write(byte[] outputs, byte[] errors, Instant time) throws IOException {
            int outSkip = (int) Math.min(outAhead, outputs.length);
            int errSkip = (int) Math.min(errAhead, errors.length);
            if (outSkip < outputs.length) {
                out.write(outputs, outSkip, outputs.length - outSkip);
            }
            if (errSkip < errors.length) {
                err.write(errors, errSkip, errors.length - errSkip);
            }
            outAhead -= outSkip;
            errAhead -= errSkip;
            // While there are bytes ahead, the files end behind what was said up to now.
            if (outAhead == 0 && errAhead == 0) {
                known = new LogPosition(source.path(), time, out.position(), err.position());
                known.write(kept);
            }
        }

        private void copyTerminal(InputStream answer) throws IOException {
            byte[] buffer = new byte[BATCH_BYTES];
            for (int count = answer.read(buffer); count >= 0; count = answer.read(buffer)) {
                write(Arrays.copyOf(buffer, count), new byte[0], Instant.now());
            }
        }
    }

    /** Lines that came together are written together. */
    private final class Frames {
        private final Output target;
        private final ByteArrayOutputStream outputs = new ByteArrayOutputStream();
        private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
        private final long knownSecond;
        private final long knownLines;
        private long second;
        private long lines;
        private String lastTime = "";

        private Frames(Output target) {
            this.target = target;
            Instant last = target.known.time();
            this.knownSecond = last.getEpochSecond();
            this.knownLines = last.getNano();
        }

        private void copy(InputStream frames) throws IOException {
            try {
                while (true) {
                    ByteBuffer header = ByteBuffer.wrap(frames.readNBytes(HEADER_BYTES));
                    if (header.remaining() < HEADER_BYTES) {
                        return;
                    }
                    int length = header.getInt(4);
                    if (length < 0 || length > LONGEST_FRAME) {
                        throw new IOException("a frame of " + length + " bytes");
                    }
                    byte[] frame = frames.readNBytes(length);
                    if (frame.length < length) {
                        throw new EOFException("a frame of " + length + " bytes ends after " + frame.length);
                    }
                    add(header.get(0) == STDERR ? errors : outputs, frame);
                    if (frames.available() == 0 || outputs.size() + errors.size() > BATCH_BYTES) {
                        flush();
                    }
                }
            } finally {
                flush();
            }
        }

        private void add(ByteArrayOutputStream target, byte[] frame) throws IOException {
            int space = 0;
            while (space < frame.length && frame[space] != ' ') {
                space++;
            }
            lastTime = new String(frame, 0, space, StandardCharsets.US_ASCII);
            if (source.times() == Times.SECONDS) {
                long now = time().getEpochSecond();
                lines = now == second ? lines + 1 : 1;
                second = now;
                if (second == knownSecond && lines <= knownLines) {
                    return;
                }
            }
            target.write(frame, Math.min(frame.length, space + 1), Math.max(0, frame.length - space - 1));
        }

        private void flush() throws IOException {
            if (outputs.size() + errors.size() > 0) {
                target.write(outputs.toByteArray(), errors.toByteArray(), position());
                outputs.reset();
                errors.reset();
            }
        }

        private Instant position() throws IOException {
            return source.times() == Times.EXACT ? time() : Instant.ofEpochSecond(second, lines);
        }

        private Instant time() throws IOException {
            try {
                return Instant.parse(lastTime);
            } catch (DateTimeException e) {
                throw new IOException("\"" + lastTime + "\" is not the time of a line", e);
            }
        }
    }
}
