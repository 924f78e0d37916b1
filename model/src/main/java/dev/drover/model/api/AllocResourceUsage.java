package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The alloc resource usage of the wire. */
@RecordBuilder
public record AllocResourceUsage(
        @Wire("ResourceUsage") @Nullable ResourceUsage resourceUsage,
        @Wire("Tasks") Map<String, TaskResourceUsage> tasks,
        @Wire("Timestamp") long timestamp) {
    public AllocResourceUsage {
        tasks = Defaults.map(tasks);
    }
}
