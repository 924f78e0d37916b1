package dev.drover.agent.log;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.ConfigException;
import java.io.PrintStream;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** Sends the log of all rooms to standard output in the agent's form. Rooms themselves know {@link System.Logger} only. */
public final class LogSetup {
    static final Map<String, Level> LEVELS = Map.of(
            "TRACE", Level.FINER,
            "DEBUG", Level.FINE,
            "INFO", Level.INFO,
            "WARN", Level.WARNING,
            "ERROR", Level.SEVERE,
            "OFF", Level.OFF);

    /**
     * Ratis tells a dozen lines for each start and each election, and warns of each lost connection and each pause on each server; what matters
     * of it is told by the room {@code raft}. Held here, since the logging system forgets levels of loggers that nobody holds.
     */
    private static final Map<Logger, Level> QUIET = Map.of(
            Logger.getLogger("org.apache.ratis"), Level.WARNING,
            Logger.getLogger("org.apache.ratis.server"), Level.SEVERE,
            Logger.getLogger("org.apache.ratis.util.JvmPauseMonitor"), Level.SEVERE);

    private LogSetup() {}

    /**
     * Replaces every log handler.
     *
     * @throws ConfigException for a level that is none
     */
    public static void install(AgentConfig.Logging logging, PrintStream out) {
        Level level = level(logging);
        LogManager.getLogManager().reset();
        Handler handler = new FlushingHandler(out);
        handler.setLevel(level);
        handler.setFormatter(logging.json() ? new JsonLogFormatter() : new PlainLogFormatter());
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        root.setLevel(level.intValue() < Level.INFO.intValue() ? Level.INFO : level);
        // Libraries stay at INFO; only our own rooms speak in detail.
        LogDetail.usual(level);
        Logger.getLogger("org.eclipse.jetty").setLevel(Level.WARNING);
        QUIET.forEach(Logger::setLevel);
    }

    /**
     * Changes how much is logged while the agent runs; followers go on as they are.
     *
     * @throws ConfigException for a level that is none
     */
    public static void change(AgentConfig.Logging logging) {
        Level level = level(logging);
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            if (handler instanceof FlushingHandler) {
                handler.setLevel(level);
            }
        }
        root.setLevel(level.intValue() < Level.INFO.intValue() ? Level.INFO : level);
        LogDetail.usual(level);
    }

    private static Level level(AgentConfig.Logging logging) {
        Level level = LEVELS.get(logging.level().toUpperCase(java.util.Locale.ROOT));
        if (level == null) {
            throw new ConfigException("log_level must be one of TRACE, DEBUG, INFO, WARN, ERROR and OFF, found \""
                    + logging.level() + "\"");
        }
        return level;
    }

    /** Writes each record at once. */
    private static final class FlushingHandler extends StreamHandler {
        FlushingHandler(PrintStream out) {
            setOutputStream(out);
        }

        @Override
        public synchronized void publish(LogRecord logRecord) {
            super.publish(logRecord);
            flush();
        }
    }
}
