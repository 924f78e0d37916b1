package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** CPU kept back on a node, in MHz and by core id. */
@RecordBuilder
public record NodeReservedCpuResources(
        @Wire("CpuShares") long cpuShares,
        @Wire("ReservedCpuCores") List<Integer> reservedCpuCores) {
    public NodeReservedCpuResources {
        reservedCpuCores = Defaults.list(reservedCpuCores);
    }
}
