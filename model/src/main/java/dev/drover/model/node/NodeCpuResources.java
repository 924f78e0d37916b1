package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** CPU of a node in MHz, and the ids of the cores that may be handed out. */
@RecordBuilder
public record NodeCpuResources(
        @Wire("CpuShares") long cpuShares,
        @Wire("TotalCpuCores") int totalCpuCores,
        @Wire("ReservableCpuCores") List<Integer> reservableCpuCores) {
    public NodeCpuResources {
        reservableCpuCores = Defaults.list(reservableCpuCores);
    }
}
