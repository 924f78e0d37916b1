package dev.drover.raft;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Ratis tells a dozen lines for each start and each election. What matters is told by this room, so Ratis may only tell of trouble.
 * Levels that somebody has set are kept.
 */
final class RatisChatter {
    /** The logging system forgets levels of loggers that nobody holds. */
    private static final List<Logger> HELD = List.of(Logger.getLogger("org.apache.ratis"));

    private RatisChatter() {}

    static void quiet() {
        // Shaded parts of Ratis use Unsafe where they may, and the JDK warns of each; they work without.
        System.setProperty("org.apache.ratis.thirdparty.io.netty.noUnsafe", "true");
        for (Logger logger : HELD) {
            if (logger.getLevel() == null) {
                logger.setLevel(Level.WARNING);
            }
        }
    }
}
