package dev.drover.cli.node;

import dev.drover.cli.Context;
import dev.drover.cli.alloc.AllocTable;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Table;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.HostStats;
import dev.drover.model.node.DriverInfo;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.text.Durations;
import dev.drover.sdk.DroverException;
import dev.drover.sdk.Query;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One node for people. */
final class NodeReport {
    private final Context context;
    private final Node node;
    private final boolean verbose;

    NodeReport(Context context, Node node, boolean verbose) {
        this.context = context;
        this.node = node;
        this.verbose = verbose;
    }

    void brief() {
        context.print(facts(Optional.empty()).add("Driver Status", drivers()));
        context.section("Allocations", AllocTable.ofWhole(context, allocations(), verbose));
    }

    void full(boolean detailedStats) {
        Optional<HostStats> stats = stats();
        Facts facts = facts(stats)
                .add("Host Volumes", names(node.hostVolumes().keySet()))
                .add("Host Networks", names(node.hostNetworks().keySet()))
                .add("CSI Volumes", Table.NONE);
        if (!verbose) {
            facts.add("Driver Status", drivers());
        }
        context.print(facts);
        if (verbose) {
            showDrivers();
        }
        showEvents();
        List<Allocation> allocations = allocations();
        NodeUsage usage = new NodeUsage(context, node, allocations);
        context.section("Allocated Resources", usage.allocated());
        context.section("Allocation Resource Utilization", usage.used());
        stats.ifPresent(host -> context.section("Host Resource Utilization", usage.host(host)));
        if (detailedStats) {
            stats.ifPresent(host -> HostStatsText.show(context, host));
        }
        context.section("Allocations", AllocTable.ofWhole(context, allocations, verbose));
        if (verbose) {
            showMap("Attributes", node.attributes());
            showMap("Meta", node.meta());
        }
    }

    private Facts facts(Optional<HostStats> stats) {
        Facts facts = new Facts()
                .add("ID", node.id())
                .add("Name", node.name())
                .add("Node Pool", node.nodePool())
                .addOrNone("Class", node.nodeClass())
                .add("DC", node.datacenter())
                .add("Drain", node.drainStrategy() != null)
                .add("Eligibility", node.schedulingEligibility().wireName())
                .add("Status", node.status().wireName())
                .add("CSI Controllers", names(node.csiControllerPlugins().keySet()))
                .add("CSI Drivers", names(node.csiNodePlugins().keySet()));
        stats.ifPresent(host -> facts.add("Uptime", Durations.format(Duration.ofSeconds(host.uptime()))));
        return facts;
    }

    private static String names(Collection<String> names) {
        return Table.orNone(names.stream().sorted().collect(Collectors.joining(",")));
    }

    private String drivers() {
        return Table.orNone(new TreeMap<>(node.drivers())
                .entrySet().stream()
                        .filter(driver -> driver.getValue().detected())
                        .map(driver -> driver.getKey() + (driver.getValue().healthy() ? "" : " (unhealthy)"))
                        .collect(Collectors.joining(",")));
    }

    private List<Allocation> allocations() {
        return context.ask(
                "Error querying node allocations",
                () -> context.client()
                        .nodes()
                        .allocations(node.id(), Query.NONE)
                        .value());
    }

    /** What the host uses, if it can be asked: a node that is down is still worth showing. */
    private Optional<HostStats> stats() {
        try {
            return Optional.of(context.client().nodes().stats(node.id()).value());
        } catch (DroverException fault) {
            context.complain("Error fetching node stats: actual resource usage not present: " + fault.getMessage());
            return Optional.empty();
        }
    }

    private void showDrivers() {
        Table table = Table.withHeader("Driver", "Detected", "Healthy", "Message", "Time");
        new TreeMap<String, DriverInfo>(node.drivers())
                .forEach((name, driver) -> table.row(
                        name,
                        Boolean.toString(driver.detected()),
                        Boolean.toString(driver.healthy()),
                        Table.orNone(driver.healthDescription()),
                        context.times().at(driver.updateTime())));
        context.section("Drivers", table);
    }

    private void showEvents() {
        Table table = verbose
                ? Table.withHeader("Time", "Subsystem", "Message", "Details")
                : Table.withHeader("Time", "Subsystem", "Message");
        for (NodeEvent event : node.events().reversed()) {
            String time = context.times().at(event.timestamp());
            if (verbose) {
                String details = new TreeMap<>(event.details())
                        .entrySet().stream()
                                .map(detail -> detail.getKey() + " = " + detail.getValue())
                                .collect(Collectors.joining(" "));
                table.row(time, event.subsystem(), event.message(), Table.orNone(details));
            } else {
                table.row(time, event.subsystem(), event.message());
            }
        }
        context.section("Node Events", table);
    }

    private void showMap(String title, Map<String, String> values) {
        Facts facts = new Facts();
        new TreeMap<>(values).forEach(facts::add);
        context.section(title, facts);
    }
}
