package dev.drover.server.node;

import java.time.Duration;

/**
 * How often nodes have to show that they live.
 *
 * @param minTtl shortest time between heartbeats that a node is told
 * @param grace how long a heartbeat may be late
 * @param maxPerSecond how many heartbeats the servers want to see in a second, which makes the time longer in large clusters
 */
public record HeartbeatConfig(Duration minTtl, Duration grace, double maxPerSecond) {
    public static HeartbeatConfig usual() {
        return new HeartbeatConfig(Duration.ofSeconds(10), Duration.ofSeconds(10), 50);
    }
}
