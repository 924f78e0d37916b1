package dev.drover.agent.api;

import dev.drover.client.Client;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.api.HostCPUStats;
import dev.drover.model.api.HostDiskStats;
import dev.drover.model.api.HostMemoryStats;
import dev.drover.model.api.HostStats;
import dev.drover.model.api.OperatorHealthReply;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.JobSummary;
import dev.drover.model.node.Node;
import dev.drover.model.quota.QuotaLimit;
import dev.drover.model.quota.QuotaResources;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.scheduler.room.Capacity;
import dev.drover.server.Server;
import dev.drover.server.eval.EvalBroker;
import dev.drover.server.leader.LeaderServices;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.usage.NodeUsage;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Figures of an agent, read off state, node and process at one moment. */
final class Gauges {
    /** A figure by the name that is in use among agents of this kind, with dots. */
    record Gauge(String name, double value, Map<String, String> labels) {}

    private static final long NANOS_IN_MILLI = 1_000_000;

    private final List<Gauge> found = new ArrayList<>();
    private final String host;

    private Gauges(String host) {
        this.host = host;
    }

    /**
     * All that this agent knows.
     *
     * @param host name of the agent, which every figure bears
     */
    static List<Gauge> of(Parts parts, String host) {
        Gauges gauges = new Gauges(host);
        parts.ownServer().ifPresent(gauges::ofServer);
        parts.ownNode().ifPresent(part -> {
            Node node = part.client().node();
            // What a node holds is known to servers; one that is alone tells of its machine only.
            parts.ownServer().ifPresent(server -> gauges.ofNode(server.server().state(), node));
            gauges.ofHost(node, part.client());
        });
        gauges.ofProcess();
        return List.copyOf(gauges.found);
    }

    private void add(String name, long value, Map<String, String> labels) {
        add(name, (double) value, labels);
    }

    private void add(String name, double value, Map<String, String> labels) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put("host", host);
        found.add(new Gauge(name, value, all));
    }

    private void ofServer(Parts.ServerPart part) {
        State state = part.server().state();
        for (String status : List.of("pending", "running", "dead")) {
            long jobs = state.jobs().stream()
                    .filter(job -> job.status().equals(status))
                    .count();
            add("nomad.nomad.job_status." + status, jobs, Map.of());
        }
        long blocked = state.evaluations().stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED)
                .count();
        add("nomad.nomad.blocked_evals.total_blocked", blocked, Map.of());
        long byQuota = state.evaluations().stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED)
                .filter(evaluation -> !evaluation.quotaLimitReached().isEmpty())
                .count();
        add("nomad.nomad.blocked_evals.total_quota_limit", byQuota, Map.of());
        long escaped = state.evaluations().stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED)
                .filter(evaluation -> evaluation.escapedComputedClass())
                .count();
        add("nomad.nomad.blocked_evals.total_escaped", escaped, Map.of());
        add("nomad.state.snapshotIndex", state.index(), Map.of());
        state.jobs()
                .forEach(job ->
                        state.summary(new JobId(job.namespace(), job.id())).ifPresent(this::ofJob));
        ofQuotas(part.server(), state);
        part.server().work().services().ifPresent(services -> {
            ofLeader(services);
            OperatorHealthReply health = part.raft().health();
            add("nomad.nomad.autopilot.healthy", health.healthy() ? 1 : 0, Map.of());
            add("nomad.nomad.autopilot.failure_tolerance", health.failureTolerance(), Map.of());
        });
        ofRaft(part.statistics());
    }

    private void ofQuotas(Server server, State state) {
        for (QuotaSpec quota : state.quotas()) {
            for (QuotaLimit used : server.quotas().usage(state, quota).used().values()) {
                QuotaResources resources = used.regionLimit();
                if (resources != null) {
                    Map<String, String> labels = Map.of("quota_name", quota.name(), "region", used.region());
                    addIfKnown("nomad.nomad.quota.utilization.cpu", resources.cpu(), labels);
                    addIfKnown("nomad.nomad.quota.utilization.memory_mb", resources.memoryMb(), labels);
                    addIfKnown("nomad.nomad.quota.utilization.cores", resources.cores(), labels);
                }
            }
        }
    }

    private void addIfKnown(String name, @Nullable Integer value, Map<String, String> labels) {
        if (value != null) {
            add(name, (long) value, labels);
        }
    }

    private void ofJob(JobSummary job) {
        job.summary().forEach((group, counts) -> {
            Map<String, String> labels = Map.of("job", job.jobId(), "namespace", job.namespace(), "task_group", group);
            add("nomad.nomad.job_summary.queued", counts.queued(), labels);
            add("nomad.nomad.job_summary.complete", counts.complete(), labels);
            add("nomad.nomad.job_summary.failed", counts.failed(), labels);
            add("nomad.nomad.job_summary.running", counts.running(), labels);
            add("nomad.nomad.job_summary.starting", counts.starting(), labels);
            add("nomad.nomad.job_summary.lost", counts.lost(), labels);
            add("nomad.nomad.job_summary.unknown", counts.unknown(), labels);
        });
    }

    /** What only the leader does. */
    private void ofLeader(LeaderServices leader) {
        EvalBroker.Counts evaluations = leader.broker().counts();
        add("nomad.nomad.broker.total_ready", evaluations.ready(), Map.of());
        add("nomad.nomad.broker.total_unacked", evaluations.outstanding(), Map.of());
        add("nomad.nomad.broker.total_pending", evaluations.waitingForJob(), Map.of());
        add("nomad.nomad.broker.total_waiting", evaluations.delayed(), Map.of());
        add("nomad.nomad.plan.queue_depth", leader.waitingPlans(), Map.of());
        for (String type : List.of("service", "batch", "system", "sysbatch")) {
            EvalBroker.ByType counts = leader.broker().counts(type);
            add("nomad.nomad.broker." + type + "_ready", counts.ready(), Map.of());
            add("nomad.nomad.broker." + type + "_unacked", counts.outstanding(), Map.of());
        }
        add("nomad.nomad.heartbeat.active", leader.liveness().expected(), Map.of());
    }

    private void ofRaft(Map<String, Supplier<Map<String, String>>> statistics) {
        Supplier<Map<String, String>> source = statistics.get("raft");
        if (source == null) {
            return;
        }
        Map<String, String> raft = source.get();
        addIfKnown("nomad.raft.appliedIndex", raft.get("applied_index"));
        addIfKnown("nomad.raft.lastIndex", raft.get("last_log_index"));
    }

    private void addIfKnown(String name, @Nullable String value) {
        if (value != null) {
            add(name, Long.parseLong(value), Map.of());
        }
    }

    private void ofNode(State state, Node node) {
        Map<String, String> labels = labels(node);
        List<Allocation> here = List.copyOf(state.allocationsOfNode(node.id()));
        add("nomad.client.allocations.pending", count(here, ClientStatus.PENDING), labels);
        add("nomad.client.allocations.running", count(here, ClientStatus.RUNNING), labels);
        add(
                "nomad.client.allocations.terminal",
                count(here, ClientStatus.COMPLETE) + count(here, ClientStatus.FAILED) + count(here, ClientStatus.LOST),
                labels);
        NodeUsage usage = state.usage(node.id());
        add("nomad.client.allocated.cpu", usage.cpuMhz(), labels);
        add("nomad.client.allocated.memory", usage.memoryMb(), labels);
        add("nomad.client.allocated.max_memory", usage.memoryMaxMb(), labels);
        add("nomad.client.allocated.disk", usage.diskMb(), labels);
        Capacity capacity = Capacity.of(node);
        add("nomad.client.unallocated.cpu", capacity.cpuMhz() - usage.cpuMhz(), labels);
        add("nomad.client.unallocated.memory", capacity.memoryMb() - usage.memoryMb(), labels);
        add("nomad.client.unallocated.disk", capacity.diskMb() - usage.diskMb(), labels);
    }

    private void ofHost(Node node, Client client) {
        Map<String, String> labels = labels(node);
        HostStats host = client.hostStats();
        HostMemoryStats memory = host.memory();
        if (memory != null) {
            add("nomad.client.host.memory.total", memory.total(), labels);
            add("nomad.client.host.memory.available", memory.available(), labels);
            add("nomad.client.host.memory.used", memory.used(), labels);
            add("nomad.client.host.memory.free", memory.free(), labels);
        }
        add("nomad.client.uptime", host.uptime(), labels);
        for (HostCPUStats cpu : host.cpu()) {
            Map<String, String> core = with(labels, "cpu", cpu.cpu());
            add("nomad.client.host.cpu.user", cpu.user(), core);
            add("nomad.client.host.cpu.system", cpu.system(), core);
            add("nomad.client.host.cpu.idle", cpu.idle(), core);
            add("nomad.client.host.cpu.total_percent", cpu.totalPercent(), core);
            add("nomad.client.host.cpu.total_ticks", cpu.totalTicks(), core);
        }
        for (HostDiskStats disk : host.diskStats()) {
            Map<String, String> device = with(labels, "disk", disk.device());
            add("nomad.client.host.disk.size", disk.size(), device);
            add("nomad.client.host.disk.used", disk.used(), device);
            add("nomad.client.host.disk.available", disk.available(), device);
            add("nomad.client.host.disk.used_percent", disk.usedPercent(), device);
            add("nomad.client.host.disk.inodes_percent", disk.inodesUsedPercent(), device);
        }
    }

    private void ofProcess() {
        add("nomad.runtime.total_gc_pause_ns", nanosOfGarbageCollection(), Map.of());
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        add("nomad.runtime.alloc_bytes", heap, Map.of());
        add(
                "nomad.runtime.sys_bytes",
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted()
                        + ManagementFactory.getMemoryMXBean()
                                .getNonHeapMemoryUsage()
                                .getCommitted(),
                Map.of());
        add(
                "nomad.runtime.total_gc_runs",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(collector -> Math.max(0, collector.getCollectionCount()))
                        .sum(),
                Map.of());
    }

    private static long nanosOfGarbageCollection() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionTime()) * NANOS_IN_MILLI)
                .sum();
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new TreeMap<>(labels);
        more.put(name, value);
        return more;
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
}
