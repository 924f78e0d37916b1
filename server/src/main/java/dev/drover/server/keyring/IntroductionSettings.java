package dev.drover.server.keyring;

import java.time.Duration;

/**
 * What nodes that the cluster does not know yet have to show.
 *
 * @param usualTtl how long a token for it is good, unless told
 * @param longestTtl how long it can be good
 */
public record IntroductionSettings(Enforcement enforcement, Duration usualTtl, Duration longestTtl) {
    /** What a node meets that shows nothing good. */
    public enum Enforcement {
        /** It is taken. */
        NONE,
        /** It is taken, and the log of the server tells. */
        WARN,
        /** It is refused. */
        STRICT
    }

    public static IntroductionSettings usual() {
        return new IntroductionSettings(Enforcement.WARN, Duration.ofMinutes(5), Duration.ofMinutes(30));
    }
}
