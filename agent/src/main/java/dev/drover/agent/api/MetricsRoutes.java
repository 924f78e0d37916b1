package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.client.Client;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.api.HostMemoryStats;
import dev.drover.model.api.HostStats;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.node.Node;
import dev.drover.state.State;
import dev.drover.state.usage.NodeUsage;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Figures for monitoring. Gauges only, read off state, node and process at each call; nothing is counted over time yet. */
final class MetricsRoutes {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Parts parts;

    MetricsRoutes(Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/metrics", this::metrics).in(Scope.AGENT));
    }

    private Answer metrics(ApiRequest request) {
        if (request.query("format").isPresent()) {
            throw new HttpException(
                    415,
                    "metrics in the format \"" + request.query("format").get()
                            + "\" are not part of this version; leave format out to get JSON");
        }
        List<Map<String, Object>> gauges = new ArrayList<>();
        parts.ownServer().ifPresent(part -> ofServer(gauges, part.server().state()));
        parts.ownNode().ifPresent(part -> {
            Node node = part.client().node();
            // What a node holds is known to servers; one that is alone tells of its machine only.
            parts.ownServer().ifPresent(server -> ofNode(gauges, server.server().state(), node));
            ofHost(gauges, node, part.client());
        });
        ofProcess(gauges);
        Map<String, Object> answer = new TreeMap<>();
        answer.put("Timestamp", TIMESTAMP.format(Instant.now()));
        answer.put("Gauges", gauges);
        answer.put("PrecisionGauges", List.of());
        answer.put("Points", List.of());
        answer.put("Counters", List.of());
        answer.put("Samples", List.of());
        return Answer.of(answer);
    }

    private static void ofServer(List<Map<String, Object>> gauges, State state) {
        for (String status : List.of("pending", "running", "dead")) {
            long jobs = state.jobs().stream()
                    .filter(job -> job.status().equals(status))
                    .count();
            gauges.add(gauge("nomad.nomad.job_status." + status, jobs, Map.of()));
        }
        long blocked = state.evaluations().stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED)
                .count();
        gauges.add(gauge("nomad.nomad.blocked_evals.total_blocked", blocked, Map.of()));
        long byQuota = state.evaluations().stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED)
                .filter(evaluation -> !evaluation.quotaLimitReached().isEmpty())
                .count();
        gauges.add(gauge("nomad.nomad.blocked_evals.total_quota_limit", byQuota, Map.of()));
        gauges.add(gauge("nomad.state.snapshotIndex", state.index(), Map.of()));
    }

    private static void ofNode(List<Map<String, Object>> gauges, State state, Node node) {
        Map<String, String> labels = labels(node);
        List<Allocation> here = List.copyOf(state.allocationsOfNode(node.id()));
        gauges.add(gauge("nomad.client.allocations.pending", count(here, ClientStatus.PENDING), labels));
        gauges.add(gauge("nomad.client.allocations.running", count(here, ClientStatus.RUNNING), labels));
        NodeUsage usage = state.usage(node.id());
        gauges.add(gauge("nomad.client.allocated.cpu", usage.cpuMhz(), labels));
        gauges.add(gauge("nomad.client.allocated.memory", usage.memoryMb(), labels));
        gauges.add(gauge("nomad.client.allocated.max_memory", usage.memoryMaxMb(), labels));
        gauges.add(gauge("nomad.client.allocated.disk", usage.diskMb(), labels));
    }

    private static void ofHost(List<Map<String, Object>> gauges, Node node, Client client) {
        Map<String, String> labels = labels(node);
        HostStats host = client.hostStats();
        HostMemoryStats memory = host.memory();
        if (memory != null) {
            gauges.add(gauge("nomad.client.host.memory.total", memory.total(), labels));
            gauges.add(gauge("nomad.client.host.memory.available", memory.available(), labels));
            gauges.add(gauge("nomad.client.host.memory.used", memory.used(), labels));
            gauges.add(gauge("nomad.client.host.memory.free", memory.free(), labels));
        }
        gauges.add(gauge("nomad.client.uptime", host.uptime(), labels));
    }

    private static void ofProcess(List<Map<String, Object>> gauges) {
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        gauges.add(gauge("nomad.runtime.alloc_bytes", heap, Map.of()));
    }

    private static long count(List<Allocation> allocations, ClientStatus status) {
        return allocations.stream()
                .filter(allocation -> allocation.clientStatus() == status)
                .count();
    }

    private static Map<String, String> labels(Node node) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("node_id", node.id());
        labels.put("datacenter", node.datacenter());
        labels.put("node_pool", node.nodePool());
        labels.put("node_class", node.nodeClass().isEmpty() ? "none" : node.nodeClass());
        return labels;
    }

    private static Map<String, Object> gauge(String name, long value, Map<String, String> labels) {
        Map<String, Object> gauge = new TreeMap<>();
        gauge.put("Name", name);
        gauge.put("Value", (double) value);
        gauge.put("Labels", labels);
        return gauge;
    }
}
