package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Body of a request: scaling. */
@RecordBuilder
public record ScalingRequest(
        @Wire("Count") @Nullable Long count,
        @Wire("Target") Map<String, String> target,
        @Wire("Message") String message,
        @Wire("Error") boolean error,
        @Wire("Meta") Map<String, Object> meta,
        @Wire("PolicyOverride") boolean policyOverride,
        @Wire("JobModifyIndex") long jobModifyIndex) {
    public ScalingRequest {
        target = Defaults.map(target);
        message = Defaults.text(message);
        meta = Defaults.map(meta);
    }
}
