package dev.drover.model.alloc;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** CPU of a task in MHz, and the ids of the cores that are its own. */
@RecordBuilder
public record AllocatedCpuResources(
        @Wire("CpuShares") long cpuShares,
        @Wire("ReservedCores") List<Integer> reservedCores) {
    public AllocatedCpuResources {
        reservedCores = Defaults.list(reservedCores);
    }
}
