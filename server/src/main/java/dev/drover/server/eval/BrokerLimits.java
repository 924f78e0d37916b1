package dev.drover.server.eval;

import java.time.Duration;

/**
 * How patient the broker is.
 *
 * @param nackTimeout a worker that says nothing for so long has lost the evaluation
 * @param deliveryLimit after so many failed deliveries the evaluation is given up
 * @param firstRetryDelay wait before the second delivery
 * @param retryDelay wait before the third delivery and, multiplied, before later ones
 */
public record BrokerLimits(Duration nackTimeout, int deliveryLimit, Duration firstRetryDelay, Duration retryDelay) {
    public static BrokerLimits usual() {
        return new BrokerLimits(Duration.ofSeconds(60), 3, Duration.ofSeconds(1), Duration.ofSeconds(20));
    }
}
