package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.api.OperatorUtilizationSnapshotResponse;
import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.node.Node;
import dev.drover.model.wire.Json;
import dev.drover.scheduler.room.Capacity;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import dev.drover.state.usage.NodeUsage;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What operators ask for beside their daily work: what stands in the way of an upgrade, and how much of the cluster is used. */
final class UpkeepRoutes {
    private final Reads reads;
    private final Parts parts;

    UpkeepRoutes(Reads reads, Parts parts) {
        this.reads = reads;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/operator/upgrade-check/vault-workload-identity", this::vault),
                Route.of(Set.of("POST"), "/v1/operator/utilization", request -> utilization())
                        .in(Scope.READ));
    }

    /** Nodes are of the same version as their servers here, and no server has ever made tokens of Vault. */
    private Answer vault(ApiRequest request) {
        Set<Watch> watches = Set.of(new Watch.Whole(Table.JOBS), new Watch.Whole(Table.NODES));
        return reads.read(request, watches, (state, index) -> {
            List<Object> jobs = state.jobs().stream()
                    .filter(UpkeepRoutes::lacksVaultIdentity)
                    .<Object>flatMap(
                            job -> state.summary(JobId.of(job)).stream().map(summary -> Stubs.job(job, summary, false)))
                    .toList();
            Map<String, @Nullable Object> answer = new TreeMap<>();
            answer.put("JobsWithoutVaultIdentity", jobs.isEmpty() ? null : jobs);
            answer.put("OutdatedNodes", null);
            answer.put("VaultTokens", null);
            answer.put("Index", index);
            answer.put("LastContact", 0);
            answer.put("KnownLeader", true);
            answer.put("NextToken", "");
            return Answer.of(answer, index);
        });
    }

    private static boolean lacksVaultIdentity(Job job) {
        return job.taskGroups().stream()
                .flatMap(group -> group.tasks().stream())
                .anyMatch(UpkeepRoutes::lacksVaultIdentity);
    }

    private static boolean lacksVaultIdentity(Task task) {
        return task.vault() != null
                && task.identities().stream()
                        .noneMatch(identity -> identity.name().startsWith("vault_"));
    }

    /** A report in JSON of what there is and what is reserved now; nothing is kept of days before. */
    private Answer utilization() {
        State state = parts.server().state();
        long cpu = 0;
        long memory = 0;
        for (Node node : state.nodes()) {
            Capacity capacity = Capacity.of(node);
            cpu += capacity.cpuMhz();
            memory += capacity.memoryMb();
        }
        long usedCpu = 0;
        long usedMemory = 0;
        for (Map.Entry<String, NodeUsage> usage : state.usages()) {
            usedCpu += usage.getValue().cpuMhz();
            usedMemory += usage.getValue().memoryMb();
        }
        Map<String, Object> report = new TreeMap<>();
        report.put("Time", Instant.now().toString());
        report.put("Version", Version.COMPATIBLE);
        report.put("Namespaces", state.namespaces().size());
        report.put("Jobs", state.jobs().size());
        report.put("Nodes", state.nodes().size());
        report.put(
                "Allocations",
                state.allocations().stream()
                        .filter(allocation ->
                                allocation.clientStatus().wireName().equals("running"))
                        .count());
        report.put("CpuMHz", Map.of("Total", cpu, "Reserved", usedCpu));
        report.put("MemoryMiB", Map.of("Total", memory, "Reserved", usedMemory));
        return Answer.of(
                new OperatorUtilizationSnapshotResponse(Base64.getEncoder().encodeToString(Json.writeBytes(report))));
    }
}
