package dev.drover.server.eval;

import java.time.Duration;

/** Waits longer and longer as long as something fails. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private Duration next = FIRST;

    void succeeded() {
        next = FIRST;
    }

    void failed() throws InterruptedException {
        Thread.sleep(next);
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }
}
