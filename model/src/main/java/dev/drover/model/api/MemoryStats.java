package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Memory of a task in bytes. */
@RecordBuilder
public record MemoryStats(
        @Wire("RSS") long rss,
        @Wire("Cache") long cache,
        @Wire("Swap") long swap,
        @Wire("Usage") long usage,
        @Wire("MaxUsage") long maxUsage,
        @Wire("KernelUsage") long kernelUsage,
        @Wire("KernelMaxUsage") long kernelMaxUsage,
        @Wire("Measured") List<String> measured,
        @Wire("MappedFile") long mappedFile) {
    public MemoryStats {
        measured = Defaults.list(measured);
    }
}
