package dev.drover.server.node;

import java.time.Duration;

/**
 * How often nodes have to show that they live.
 *
 * @param minTtl shortest time between heartbeats that a node is told
 * @param grace how long a heartbeat may be late
 * @param maxPerSecond how many heartbeats the servers want to see in a second, which makes the time longer in large clusters
 * @param failoverTtl how long a new leader waits for the first heartbeat of a node that it knows, grace included
 */
public record HeartbeatConfig(Duration minTtl, Duration grace, double maxPerSecond, Duration failoverTtl) {
    /**
     * A dead node is noticed 10 to 20 seconds after its last sign with up to 5,000 nodes, also when the leader changed meanwhile. A
     * heartbeat costs no entry of the log, so that 500 in a second are little work.
     */
    public static HeartbeatConfig usual() {
        return new HeartbeatConfig(Duration.ofSeconds(10), Duration.ofSeconds(10), 500, Duration.ofSeconds(20));
    }
}
