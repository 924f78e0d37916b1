package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Load of one core in percent. */
@RecordBuilder
public record HostCPUStats(
        @Wire("CPU") String cpu,
        @Wire("User") double user,
        @Wire("System") double system,
        @Wire("Idle") double idle,
        @Wire("TotalPercent") double totalPercent,
        @Wire("TotalTicks") double totalTicks) {
    public HostCPUStats {
        cpu = Defaults.text(cpu);
    }
}
