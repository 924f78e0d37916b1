package dev.drover.sim;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How nodes are simulated.
 *
 * @param servers {@code host:port} of servers' RPC
 * @param startDelay pause between the starts of two nodes
 * @param nodePrefix of the names, before a number
 * @param runFor how long tasks run that do not say it themselves, unless they run for ever
 * @param heartbeatLog whether each heartbeat is printed
 * @param json whether summaries are JSON
 */
record SimOptions(
        int count,
        List<String> servers,
        Duration startDelay,
        String nodePrefix,
        String region,
        String datacenter,
        long cpuMhz,
        long memoryMebibytes,
        long diskMebibytes,
        Map<String, String> meta,
        String nodeClass,
        String nodePool,
        List<String> drivers,
        Outcome outcome,
        Duration runFor,
        boolean heartbeatLog,
        boolean json) {}
