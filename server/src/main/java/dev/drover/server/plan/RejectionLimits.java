package dev.drover.server.plan;

import java.time.Duration;

/**
 * When a node is taken out of scheduling because plans for it are refused again and again, which tells of a node whose books are wrong.
 *
 * @param enabled whether nodes are taken out at all
 * @param threshold so many refusals
 * @param window within this time
 */
public record RejectionLimits(boolean enabled, int threshold, Duration window) {
    /** No node is taken out. */
    public static final RejectionLimits OFF = new RejectionLimits(false, 100, Duration.ofMinutes(5));
}
