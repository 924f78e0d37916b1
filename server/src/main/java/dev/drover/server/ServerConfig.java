package dev.drover.server;

import dev.drover.model.canonical.JobDefaults;
import dev.drover.server.eval.BrokerLimits;
import dev.drover.server.garbage.GarbageThresholds;
import dev.drover.server.node.HeartbeatConfig;
import java.util.Set;

/**
 * What an operator can say of a server.
 *
 * @param rpcAddress host and port under which other servers and clients know it
 * @param schedulers how many evaluations this server works on at the same time
 * @param schedulerTypes types of job whose evaluations it works on
 * @param maxPriority highest priority that a job may ask for
 */
public record ServerConfig(
        String region,
        String rpcAddress,
        int schedulers,
        Set<String> schedulerTypes,
        int maxPriority,
        JobDefaults jobDefaults,
        HeartbeatConfig heartbeat,
        BrokerLimits broker,
        GarbageThresholds garbage) {
    /** Every type of job. */
    public static final Set<String> ALL_TYPES = Set.of("service", "batch", "system", "sysbatch");

    /** A single server on this machine, as in development. */
    public static ServerConfig dev() {
        return new ServerConfig(
                "global",
                "127.0.0.1:4647",
                2,
                ALL_TYPES,
                100,
                JobDefaults.STANDARD,
                HeartbeatConfig.usual(),
                BrokerLimits.usual(),
                GarbageThresholds.usual());
    }
}
