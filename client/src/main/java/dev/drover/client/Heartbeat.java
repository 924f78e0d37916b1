package dev.drover.client;

import java.time.Duration;

/**
 * How the node stands with the servers.
 *
 * @param last since a server answered
 * @param ttl for how long the node counted as alive then; zero when none has answered yet
 */
public record Heartbeat(Duration last, Duration ttl) {}
