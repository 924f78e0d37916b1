package dev.drover.agent.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** One line a record: time, level, room, message. */
final class PlainLogFormatter extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX").withZone(ZoneId.systemDefault());

    @Override
    public String format(LogRecord logRecord) {
        StringBuilder line = new StringBuilder("    ")
                .append(TIME.format(logRecord.getInstant()))
                .append(" [")
                .append(levelName(logRecord.getLevel()))
                .append("] ")
                .append(room(String.valueOf(logRecord.getLoggerName())))
                .append(": ")
                .append(formatMessage(logRecord))
                .append('\n');
        Throwable thrown = logRecord.getThrown();
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            line.append(trace);
        }
        return line.toString();
    }

    static String levelName(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        if (level.intValue() >= Level.INFO.intValue()) {
            return "INFO";
        }
        return level.intValue() >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    /** {@code dev.drover.client.alloc.AllocRunner} becomes {@code client.alloc.AllocRunner}. */
    static String room(String logger) {
        return logger.startsWith("dev.drover.") ? logger.substring("dev.drover.".length()) : logger;
    }
}
