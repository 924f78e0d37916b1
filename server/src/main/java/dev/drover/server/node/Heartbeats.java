package dev.drover.server.node;

import dev.drover.server.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Knows when a node has to show up next, and tells when one did not. Nothing of it goes to the log. */
public final class Heartbeats {
    private final HeartbeatConfig config;
    private final Clock clock;
    private final Timer timer;
    private final Consumer<String> missed;
    private final Map<String, Timer.Alarm> alarms = new HashMap<>();

    /**
     * Knows no node yet.
     *
     * @param missed is told the id of a node that did not show up, on a thread of its own
     */
    public Heartbeats(HeartbeatConfig config, Clock clock, Timer timer, Consumer<String> missed) {
        this.config = config;
        this.clock = clock;
        this.timer = timer;
        this.missed = missed;
    }

    /**
     * The node has shown up.
     *
     * @return time within which it has to do so again
     */
    public synchronized Duration beat(String nodeId) {
        Duration ttl = ttl();
        forget(nodeId);
        alarms.put(nodeId, timer.at(clock.instant().plus(ttl).plus(config.grace()), () -> expire(nodeId)));
        return ttl;
    }

    /** Spread at random, so that nodes which started together do not call together for ever. */
    private Duration ttl() {
        long base = Math.max(config.minTtl().toMillis(), (long) (alarms.size() / config.maxPerSecond() * 1000));
        return Duration.ofMillis(base + ThreadLocalRandom.current().nextLong(base + 1));
    }

    private void expire(String nodeId) {
        forget(nodeId);
        Thread.ofVirtual().name("missed-heartbeat").start(() -> missed.accept(nodeId));
    }

    /** Whether the node has shown up and is not due yet. */
    public synchronized boolean expects(String nodeId) {
        return alarms.containsKey(nodeId);
    }

    public synchronized void forget(String nodeId) {
        Timer.Alarm alarm = alarms.remove(nodeId);
        if (alarm != null) {
            alarm.cancel();
        }
    }
}
