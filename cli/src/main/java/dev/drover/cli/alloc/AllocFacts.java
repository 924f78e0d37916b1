package dev.drover.cli.alloc;

import dev.drover.cli.Context;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Table;
import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.text.Durations;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The upper part of {@code alloc status}: the allocation itself and where it is reached. */
final class AllocFacts {
    private AllocFacts() {}

    static Facts of(Context context, Allocation alloc, boolean verbose) {
        Ids ids = new Ids(verbose);
        Facts facts = new Facts()
                .add("ID", alloc.id())
                .add("Eval ID", ids.shown(alloc.evalId()))
                .add("Name", alloc.name())
                .add("Node ID", ids.shown(alloc.nodeId()))
                .add("Node Name", alloc.nodeName())
                .add("Job ID", alloc.jobId())
                .add("Job Version", alloc.job() == null ? 0 : alloc.job().version())
                .add("Client Status", alloc.clientStatus().wireName())
                .addOrNone("Client Description", alloc.clientDescription())
                .add("Desired Status", alloc.desiredStatus().wireName())
                .addOrNone("Desired Description", alloc.desiredDescription())
                .add("Created", context.times().shown(alloc.createTime(), verbose))
                .add("Modified", context.times().shown(alloc.modifyTime(), verbose));
        addDeployment(facts, alloc, ids);
        addReplacement(facts, alloc, ids);
        AllocationMetric metrics = alloc.metrics();
        if (verbose && metrics != null) {
            facts.add("Evaluated Nodes", metrics.nodesEvaluated())
                    .add("Filtered Nodes", metrics.nodesFiltered())
                    .add("Exhausted Nodes", metrics.nodesExhausted())
                    .add("Allocation Time", Durations.format(metrics.allocationTime()))
                    .add("Failures", metrics.coalescedFailures());
        }
        return facts;
    }

    private static void addDeployment(Facts facts, Allocation alloc, Ids ids) {
        if (alloc.deploymentId().isEmpty()) {
            return;
        }
        AllocDeploymentStatus status = alloc.deploymentStatus();
        Boolean healthy = status == null ? null : status.healthy();
        facts.add("Deployment ID", ids.shown(alloc.deploymentId()))
                .add("Deployment Health", healthy == null ? "unset" : healthy ? "healthy" : "unhealthy");
        if (status != null && status.canary()) {
            facts.add("Canary", true);
        }
    }

    private static void addReplacement(Facts facts, Allocation alloc, Ids ids) {
        if (!alloc.nextAllocation().isEmpty()) {
            facts.add("Replacement Alloc ID", ids.shown(alloc.nextAllocation()));
        }
        if (!alloc.followupEvalId().isEmpty() && alloc.nextAllocation().isEmpty()) {
            facts.add("Followup Eval ID", ids.shown(alloc.followupEvalId()));
        }
        if (alloc.rescheduleTracker() != null) {
            facts.add("Reschedule Attempts", alloc.rescheduleTracker().events().size());
        }
        if (!alloc.preemptedByAllocation().isEmpty()) {
            facts.add("Preempted By", ids.shown(alloc.preemptedByAllocation()));
        }
    }

    static String addressTitle(Allocation alloc) {
        String mode = networks(alloc).stream()
                .map(NetworkResource::mode)
                .filter(name -> !name.isEmpty() && !name.equals("host"))
                .findFirst()
                .orElse("");
        return mode.isEmpty() ? "Allocation Addresses:" : "Allocation Addresses (mode = \"" + mode + "\"):";
    }

    static Optional<Table> addresses(Allocation alloc) {
        AllocatedSharedResources shared = shared(alloc).orElse(null);
        if (shared == null || shared.ports().isEmpty()) {
            return Optional.empty();
        }
        Set<String> dynamic = shared.networks().stream()
                .flatMap(network -> network.dynamicPorts().stream())
                .map(port -> port.label())
                .collect(Collectors.toSet());
        Table table = Table.withHeader("Label", "Dynamic", "Address");
        for (PortMapping port : shared.ports()) {
            String inside = port.to() > 0 ? " -> " + port.to() : "";
            table.row(
                    "*" + port.label(),
                    dynamic.contains(port.label()) ? "yes" : "no",
                    host(port.hostIp()) + ":" + port.value() + inside);
        }
        return Optional.of(table);
    }

    private static String host(String ip) {
        return ip.contains(":") ? "[" + ip + "]" : ip;
    }

    private static List<NetworkResource> networks(Allocation alloc) {
        return shared(alloc).map(AllocatedSharedResources::networks).orElse(List.of());
    }

    static Optional<AllocatedSharedResources> shared(Allocation alloc) {
        AllocatedResources resources = alloc.allocatedResources();
        return resources == null ? Optional.empty() : Optional.ofNullable(resources.shared());
    }
}
