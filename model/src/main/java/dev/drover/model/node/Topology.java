package dev.drover.model.node;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** Cores and memory nodes of a machine; overrides of the total compute in MHz. */
@RecordBuilder
public record Topology(
        @Wire("Nodes") List<Integer> nodes,
        @Wire("Distances") List<List<Integer>> distances,
        @Wire("Cores") List<CpuCore> cores,

        @Wire(value = "BusAssociativity", absent = Absent.OMITTED)
        Map<String, Integer> busAssociativity,

        @Wire("OverrideTotalCompute") long overrideTotalCompute,
        @Wire("OverrideWitholdCompute") long overrideWitholdCompute) {
    public Topology {
        nodes = Defaults.list(nodes);
        distances = Defaults.list(distances);
        cores = Defaults.list(cores);
        busAssociativity = Defaults.map(busAssociativity);
    }
}
