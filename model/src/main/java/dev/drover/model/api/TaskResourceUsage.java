package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The task resource usage of the wire. */
@RecordBuilder
public record TaskResourceUsage(
        @Wire("ResourceUsage") @Nullable ResourceUsage resourceUsage,
        @Wire("Timestamp") long timestamp,
        @Wire("Pids") Map<String, ResourceUsage> pids) {
    public TaskResourceUsage {
        pids = Defaults.map(pids);
    }
}
