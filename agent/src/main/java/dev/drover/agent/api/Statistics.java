package dev.drover.agent.api;

import dev.drover.model.alloc.ClientStatus;
import dev.drover.state.State;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.TreeMap;

/** Counters that `agent-info` shows: what there is in the state, and how the process is doing. */
final class Statistics {
    private Statistics() {}

    static Map<String, Map<String, String>> of(State state, String nodeId, String serverAddress) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        long running = state.allocations().stream()
                .filter(allocation -> allocation.clientStatus() == ClientStatus.RUNNING)
                .count();
        all.put(
                "nomad",
                counters(
                        "server",
                        "true",
                        "leader",
                        "true",
                        "leader_addr",
                        serverAddress,
                        "bootstrap",
                        "true",
                        "known_regions",
                        "1",
                        "index",
                        state.index(),
                        "jobs",
                        state.jobs().size(),
                        "nodes",
                        state.nodes().size(),
                        "allocations",
                        state.allocations().size(),
                        "evaluations",
                        state.evaluations().size()));
        all.put("client", counters("known_servers", "1", "num_allocations", running, "node_id", nodeId));
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        all.put(
                "runtime",
                counters(
                        "version", Runtime.version(),
                        "arch", System.getProperty("os.arch"),
                        "kernel.name", System.getProperty("os.name"),
                        "max_procs", Runtime.getRuntime().availableProcessors(),
                        "cpu_count", Runtime.getRuntime().availableProcessors(),
                        "threads", ManagementFactory.getThreadMXBean().getThreadCount(),
                        "heap_used_bytes", heap.getUsed(),
                        "heap_committed_bytes", heap.getCommitted()));
        return all;
    }

    private static Map<String, String> counters(Object... namesAndValues) {
        Map<String, String> counters = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            counters.put(String.valueOf(namesAndValues[i]), String.valueOf(namesAndValues[i + 1]));
        }
        return counters;
    }
}
