package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What a task uses of the processors: shares in percent, ticks in MHz, throttled time in nanoseconds. */
@RecordBuilder
public record CpuStats(
        @Wire("SystemMode") double systemMode,
        @Wire("UserMode") double userMode,
        @Wire("TotalTicks") double totalTicks,
        @Wire("ThrottledPeriods") long throttledPeriods,
        @Wire("ThrottledTime") long throttledTime,
        @Wire("Percent") double percent,
        @Wire("Measured") List<String> measured) {
    public CpuStats {
        measured = Defaults.list(measured);
    }
}
