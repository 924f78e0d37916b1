package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The node reserved cpu resources of the wire. */
@RecordBuilder
public record NodeReservedCpuResources(
        @Wire("CpuShares") long cpuShares,
        @Wire("ReservedCpuCores") List<Integer> reservedCpuCores) {
    public NodeReservedCpuResources {
        reservedCpuCores = Defaults.list(reservedCpuCores);
    }
}
