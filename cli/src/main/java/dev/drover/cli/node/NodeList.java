package dev.drover.cli.node;

import dev.drover.cli.Context;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Table;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.node.NodeListStub;
import dev.drover.sdk.Query;
import java.util.ArrayList;
import java.util.List;

/** Nodes below each other. */
public record NodeList(Context context, boolean verbose, boolean os, boolean allocations) {

    String ids(List<NodeListStub> nodes) {
        Ids ids = new Ids(verbose);
        return String.join(
                "\n", nodes.stream().map(node -> ids.shown(node.id())).toList());
    }

    public Table table(List<NodeListStub> nodes) {
        Table table = new Table().row(header());
        nodes.forEach(node -> table.row(row(node)));
        return table;
    }

    private List<String> header() {
        List<String> titles = new ArrayList<>(List.of("ID", "Node Pool", "DC", "Name", "Class"));
        if (os) {
            titles.add("OS");
        }
        if (verbose) {
            titles.addAll(List.of("Address", "Version"));
        }
        titles.addAll(List.of("Drain", "Eligibility", "Status"));
        if (allocations) {
            titles.add("Running Allocs");
        }
        return titles;
    }

    private List<String> row(NodeListStub node) {
        List<String> cells = new ArrayList<>(List.of(
                new Ids(verbose).shown(node.id()),
                node.nodePool(),
                node.datacenter(),
                node.name(),
                Table.orNone(node.nodeClass())));
        if (os) {
            cells.add(Table.orNone(node.attributes().getOrDefault("os.name", "")));
        }
        if (verbose) {
            cells.addAll(List.of(node.address(), node.version()));
        }
        cells.addAll(List.of(
                Boolean.toString(node.drain()),
                node.schedulingEligibility().wireName(),
                node.status().wireName()));
        if (allocations) {
            cells.add(Long.toString(running(node)));
        }
        return cells;
    }

    private long running(NodeListStub node) {
        return context
                .ask(
                        "Error querying node allocations",
                        () -> context.client()
                                .nodes()
                                .allocations(node.id(), Query.NONE)
                                .value())
                .stream()
                .filter(alloc -> alloc.clientStatus() == ClientStatus.RUNNING)
                .count();
    }
}
