package dev.drover.raft;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Ratis tells a dozen lines for each start and each election, and warns of each lost connection and each pause on each server. What
 * matters of it is told by this room, so Ratis may only tell of trouble. Levels that somebody has set are kept.
 */
final class RatisChatter {
    /** The logging system forgets levels of loggers that nobody holds. */
    private static final Map<Logger, Level> HELD = Map.of(
            Logger.getLogger("org.apache.ratis"), Level.WARNING,
            Logger.getLogger("org.apache.ratis.server"), Level.SEVERE,
            Logger.getLogger("org.apache.ratis.util.JvmPauseMonitor"), Level.SEVERE);

    private RatisChatter() {}

    static void quiet() {
        // Shaded parts of Ratis use Unsafe where they may, and the JDK warns of each; they work without.
        System.setProperty("org.apache.ratis.thirdparty.io.netty.noUnsafe", "true");
        HELD.forEach((logger, level) -> {
            if (logger.getLevel() == null) {
                logger.setLevel(level);
            }
        });
    }
}
