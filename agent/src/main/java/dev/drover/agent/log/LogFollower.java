package dev.drover.agent.log;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Somebody who reads what this agent logs from now on, in more or less detail than its own log has. Whoever reads too slowly misses lines and is told
 * how many, since the agent waits for no reader.
 */
public final class LogFollower implements AutoCloseable {
    private static final int MAX_WAITING_LINES = 1024;
    private static final Logger ROOT = Logger.getLogger("");

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(MAX_WAITING_LINES);
    private final AtomicLong missed = new AtomicLong();
    private final Level level;
    private final Handler handler;

    /**
     * How lines are shown.
     *
     * @param json one object a line
     * @param location tells the class and method that logged
     */
    public record Form(boolean json, boolean location) {}

    private LogFollower(Level level, Form form) {
        this.level = level;
        this.handler = new Queueing(level, form.json() ? new JsonLogFormatter() : new PlainLogFormatter(), form);
    }

    /**
     * Begins to follow.
     *
     * @param levelName the least that is told, such as {@code debug}
     * @throws IllegalArgumentException for a level that is none
     */
    public static LogFollower start(String levelName, Form form) {
        Level level = Optional.ofNullable(LogSetup.LEVELS.get(levelName.toUpperCase(Locale.ROOT)))
                .filter(found -> !found.equals(Level.OFF))
                .orElseThrow(() -> new IllegalArgumentException("Unknown log level: \"" + levelName
                        + "\"; it has to be one of trace, debug, info, warn and error"));
        LogFollower follower = new LogFollower(level, form);
        LogDetail.need(follower, follower.level);
        ROOT.addHandler(follower.handler);
        return follower;
    }

    /** The next line with its line feed, or nothing when none comes in time. */
    public Optional<String> next(Duration maxWait) throws InterruptedException {
        long lost = missed.getAndSet(0);
        return lost > 0
                ? Optional.of("    [WARN] monitor: " + lost + " lines were dropped, since they were not read in time\n")
                : Optional.ofNullable(lines.poll(maxWait.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        ROOT.removeHandler(handler);
        LogDetail.release(this);
    }

    private final class Queueing extends Handler {
        private final Form form;

        Queueing(Level level, Formatter formatter, Form form) {
            this.form = form;
            setLevel(level);
            setFormatter(formatter);
        }

        @Override
        public void publish(LogRecord logRecord) {
            if (!isLoggable(logRecord)) {
                return;
            }
            if (form.location()) {
                String place = logRecord.getSourceClassName() + "." + logRecord.getSourceMethodName();
                LogRecord placed = new LogRecord(logRecord.getLevel(), "{0}: {1}");
                placed.setParameters(new Object[] {place, getFormatter().formatMessage(logRecord)});
                placed.setLoggerName(logRecord.getLoggerName());
                placed.setInstant(logRecord.getInstant());
                placed.setThrown(logRecord.getThrown());
                offer(getFormatter().format(placed));
            } else {
                offer(getFormatter().format(logRecord));
            }
        }

        private void offer(String line) {
            if (!lines.offer(line)) {
                missed.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
