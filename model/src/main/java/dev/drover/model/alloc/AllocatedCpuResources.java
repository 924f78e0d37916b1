package dev.drover.model.alloc;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The allocated cpu resources of the wire. */
@RecordBuilder
public record AllocatedCpuResources(
        @Wire("CpuShares") long cpuShares,
        @Wire("ReservedCores") List<Integer> reservedCores) {
    public AllocatedCpuResources {
        reservedCores = Defaults.list(reservedCores);
    }
}
