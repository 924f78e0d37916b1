package dev.drover.agent.log;

import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How much our rooms tell: as much as the one wants who wants most, the log of the agent itself being one of them. */
final class LogDetail {
    /** Held here, since the logging system forgets levels of loggers that nobody holds. */
    private static final Logger ROOMS = Logger.getLogger("dev.drover");

    private static final Map<Object, Level> NEEDED = new HashMap<>();
    private static @Nullable Level usual;

    private LogDetail() {}

    /** What the agent's own log needs. */
    static synchronized void usual(Level level) {
        usual = level;
        apply();
    }

    static synchronized void need(Object who, Level level) {
        if (NEEDED.isEmpty()) {
            usual = ROOMS.getLevel();
        }
        NEEDED.put(who, level);
        apply();
    }

    static synchronized void release(Object who) {
        NEEDED.remove(who);
        apply();
    }

    private static void apply() {
        Level most = usual;
        for (Level level : NEEDED.values()) {
            if (level.intValue() < (most == null ? Level.INFO : most).intValue()) {
                most = level;
            }
        }
        ROOMS.setLevel(most);
    }
}
