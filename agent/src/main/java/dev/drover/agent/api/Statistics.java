package dev.drover.agent.api;

import dev.drover.client.Heartbeat;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.text.Durations;
import dev.drover.state.State;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counters that `agent-info` shows: what there is in the state, and how the process is doing. */
final class Statistics {
    private Statistics() {}

    static Map<String, Map<String, String>> of(Parts parts) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        parts.ownServer().ifPresent(server -> {
            all.put("nomad", server(server));
            server.statistics().forEach((group, counters) -> all.put(group, counters.get()));
        });
        parts.ownNode().ifPresent(node -> all.put("client", node(node, parts.ownServer())));
        all.put("runtime", runtime());
        return all;
    }

    private static Map<String, String> server(Parts.ServerPart part) {
        State state = part.server().state();
        return counters(
                "server",
                "true",
                "leader",
                part.cluster().leading(),
                "leader_addr",
                part.cluster().leaderAddress().orElse(""),
                "bootstrap",
                part.raft().configuration().servers().size() == 1,
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
                state.evaluations().size());
    }

    private static Map<String, String> node(Parts.NodePart part, Optional<Parts.ServerPart> server) {
        String id = part.client().node().id();
        Heartbeat heartbeat = part.client().heartbeat();
        Map<String, String> counters = counters(
                "known_servers", String.join(",", part.servers().get()),
                "node_id", id,
                "last_heartbeat", Durations.format(heartbeat.last()),
                "heartbeat_ttl", Durations.format(heartbeat.ttl()));
        // Servers keep count of what a node holds.
        server.ifPresent(here -> counters.put(
                "num_allocations",
                Long.toString(here.server().state().allocationsOfNode(id).stream()
                        .filter(allocation -> allocation.clientStatus() == ClientStatus.RUNNING)
                        .count())));
        return counters;
    }

    private static Map<String, String> runtime() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return counters(
                "version", Runtime.version(),
                "arch", System.getProperty("os.arch"),
                "kernel.name", System.getProperty("os.name"),
                "max_procs", Runtime.getRuntime().availableProcessors(),
                "cpu_count", Runtime.getRuntime().availableProcessors(),
                "goroutines", ManagementFactory.getThreadMXBean().getThreadCount(),
                "threads", ManagementFactory.getThreadMXBean().getThreadCount(),
                "heap_used_bytes", heap.getUsed(),
                "heap_committed_bytes", heap.getCommitted());
    }

    private static Map<String, String> counters(Object... namesAndValues) {
        Map<String, String> counters = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            counters.put(String.valueOf(namesAndValues[i]), String.valueOf(namesAndValues[i + 1]));
        }
        return counters;
    }
}
