package dev.drover.drivers.engine;

import dev.drover.driver.LogTarget;
import dev.drover.driver.RotatingLog;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Copies a container's output into the task's log files until the container ends. The engine keeps the output too, with the time of
 * each line. A log file's own time is set to that of the last line in it, so that when the connection breaks, or after a restart of the
 * agent, it is known where to read on, without a gap and without a line twice.
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
    private volatile boolean begun;

    /** How exactly an engine tells when a line was written. */
    public enum Times {
        /** To the nanosecond, as it compares them itself. */
        EXACT,
        /** To the second. A log file's own time then counts the lines of its last second in its nanoseconds. */
        SECONDS
    }

    /**
     * Where the output comes from.
     *
     * @param path the container's own path, such as {@code /containers/ID}
     * @param terminal true when the container has a terminal: its output then comes as it is, and else in frames
     * @param resumed whether an earlier process of the agent may have written some of it already; if not, what is in the log files is of
     *     an earlier container
     */
    public record Source(String path, boolean terminal, Times times, boolean resumed) {}

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
        this.begun = source.resumed();
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
        try (RotatingLog out = RotatingLog.open(stdout);
                RotatingLog err = RotatingLog.open(stderr)) {
            // An engine that is stopped ends the answer as orderly as a container's end does.
            while (!copy(out, err) || running.getAsBoolean()) {
                Thread.sleep(RECONNECT_PAUSE);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot write the log of " + source.path() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The time of the last line that was written, or the epoch when nothing was. */
    private Instant lastWritten() throws IOException {
        Instant last = Instant.EPOCH;
        for (LogTarget target : List.of(stdout, stderr)) {
            Optional<Path> newest = newest(target);
            if (newest.isPresent()) {
                BasicFileAttributes file = view(newest.get()).readAttributes();
                Instant written = file.lastModifiedTime().toInstant();
                boolean isFirst = newest.get().toString().endsWith(".0");
                last = (file.size() > 0 || !isFirst) && written.isAfter(last) ? written : last;
            }
        }
        return last;
    }

    private static Optional<Path> newest(LogTarget target) throws IOException {
        return RotatingLog.numbers(target.directory(), target.name()).stream()
                .max(Integer::compare)
                .map(number -> target.directory().resolve(target.name() + "." + number));
    }

    /** The folder is open to the task, which must not lead its writer elsewhere. */
    private static BasicFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Copies until the end. False when the connection failed before it. */
    private boolean copy(RotatingLog out, RotatingLog err) throws IOException {
        Instant last = begun ? lastWritten() : Instant.EPOCH;
        Instant since = since(last);
        String request = source.path() + "/logs?follow=1&stdout=1&stderr=1&timestamps="
                + (source.terminal() ? 0 : 1)
                + "&since="
                + since.getEpochSecond()
                + "."
                + "%09d".formatted(since.getNano());
        try (InputStream output = new BufferedInputStream(engine.follow(request), BATCH_BYTES)) {
            if (source.terminal()) {
                begun |= output.transferTo(out) > 0;
            } else {
                new Batch(out, err, last).copy(output);
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

    /** Lines that came together are written together. */
    private final class Batch {
        private final RotatingLog out;
        private final RotatingLog err;
        private final ByteArrayOutputStream outputs = new ByteArrayOutputStream();
        private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
        private final long knownSecond;
        private final long knownLines;
        private long second;
        private long lines;
        private String lastTime = "";

        /** @param last the time of the newest log file; of its last second some lines are there already */
        private Batch(RotatingLog out, RotatingLog err, Instant last) {
            this.out = out;
            this.err = err;
            this.knownSecond = begun && source.times() == Times.SECONDS ? last.getEpochSecond() : Long.MIN_VALUE;
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
                    add(header.get(0) == STDERR ? errors : outputs, frames.readNBytes(length));
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
            write(outputs, out, stdout);
            write(errors, err, stderr);
        }

        private void write(ByteArrayOutputStream text, RotatingLog log, LogTarget target) throws IOException {
            if (text.size() > 0) {
                begun = true;
                log.write(text.toByteArray(), 0, text.size());
                text.reset();
                Optional<Path> file = newest(target);
                if (file.isPresent()) {
                    view(file.get()).setTimes(FileTime.from(fileTime()), null, null);
                }
            }
        }

        private Instant fileTime() throws IOException {
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
