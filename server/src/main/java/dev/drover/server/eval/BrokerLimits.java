package dev.drover.server.eval;

import java.time.Duration;

/**
 * How patient the broker is, and how much it remembers.
 *
 * @param nackTimeout a worker that says nothing for so long has lost the evaluation
 * @param deliveryLimit after so many failed deliveries the evaluation is given up
 * @param firstRetryDelay wait before the second delivery
 * @param retryDelay wait before the third delivery and, multiplied, before later ones
 * @param capacity how many pending evaluations are held; further ones stay in the state until there is room
 */
public record BrokerLimits(
        Duration nackTimeout, int deliveryLimit, Duration firstRetryDelay, Duration retryDelay, int capacity) {
    public static BrokerLimits usual() {
        return new BrokerLimits(Duration.ofSeconds(60), 3, Duration.ofSeconds(1), Duration.ofSeconds(20), 500_000);
    }
}
