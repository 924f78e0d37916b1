package dev.drover.drivers.docker;

import dev.drover.driver.LogTarget;
import dev.drover.driver.RotatingLog;
import dev.drover.drivers.docker.engine.EngineClient;
import dev.drover.drivers.docker.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Copies a container's output into the task's log files until the container ends. The engine keeps the output too, so when the
 * connection breaks, or after a restart of the agent, it is read on from the moment of the last write.
 */
final class LogFollower {
    private static final Logger LOGGER = System.getLogger(LogFollower.class.getName());
    private static final int HEADER_BYTES = 8;
    private static final int STDERR = 2;
    private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);

    private final EngineClient engine;
    private final String container;
    private final boolean terminal;
    private final LogTarget stdout;
    private final LogTarget stderr;
    private final BooleanSupplier running;
    private final Thread thread;

    /**
     * @param terminal true when the container has a terminal: its output then comes as it is, and else in frames
     * @param running tells whether there may be more to come after the connection has broken
     */
    LogFollower(
            EngineClient engine,
            String container,
            boolean terminal,
            LogTarget stdout,
            LogTarget stderr,
            BooleanSupplier running) {
        this.engine = engine;
        this.container = container;
        this.terminal = terminal;
        this.stdout = stdout;
        this.stderr = stderr;
        this.running = running;
        this.thread = Thread.ofVirtual().name("docker-logs-" + container).start(this::run);
    }

    /** Waits until all that the ended container has said is written, but no longer than this. */
    void awaitEnd(Duration limit) throws InterruptedException {
        thread.join(limit);
    }

    void stop() {
        thread.interrupt();
    }

    private void run() {
        try (RotatingLog out = RotatingLog.open(stdout);
                RotatingLog err = RotatingLog.open(stderr)) {
            Instant since = lastWritten();
            while (!copy(out, err, since) && running.getAsBoolean()) {
                since = lastWritten();
                Thread.sleep(RECONNECT_PAUSE);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot write the log of container " + container + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When something of the container was written last, or the epoch when nothing was. */
    private Instant lastWritten() throws IOException {
        Instant last = Instant.EPOCH;
        for (LogTarget target : List.of(stdout, stderr)) {
            for (int number : RotatingLog.numbers(target.directory(), target.name())) {
                Path file = target.directory().resolve(target.name() + "." + number);
                Instant written = Files.getLastModifiedTime(file).toInstant();
                last = Files.size(file) > 0 && written.isAfter(last) ? written : last;
            }
        }
        return last;
    }

    /** Copies until the end. False when the connection failed before it. */
    private boolean copy(RotatingLog out, RotatingLog err, Instant since) {
        String path = "/containers/" + container + "/logs?follow=1&stdout=1&stderr=1&since=" + since.getEpochSecond()
                + "." + "%09d".formatted(since.getNano());
        try (InputStream output = engine.follow(path)) {
            byte[] buffer = new byte[16 << 10];
            while (true) {
                int frame = Integer.MAX_VALUE;
                RotatingLog log = out;
                if (!terminal) {
                    ByteBuffer header = ByteBuffer.wrap(output.readNBytes(HEADER_BYTES));
                    if (header.remaining() < HEADER_BYTES) {
                        return true;
                    }
                    log = header.get(0) == STDERR ? err : out;
                    frame = header.getInt(4);
                }
                if (!copyFrame(output, log, frame, buffer)) {
                    return true;
                }
            }
        } catch (EngineException e) {
            return e.isNotFound();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "the log of container " + container + " broke off", e);
            return false;
        }
    }

    private static boolean copyFrame(InputStream output, RotatingLog log, int length, byte[] buffer)
            throws IOException {
        int left = length;
        while (left > 0) {
            int read = output.read(buffer, 0, Math.min(left, buffer.length));
            if (read < 0) {
                return false;
            }
            log.write(buffer, 0, read);
            left -= read;
        }
        return true;
    }
}
