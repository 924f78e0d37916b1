package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a node.
 *
 * @param meta all of it, as constraints see it
 * @param dynamic what was set while the node ran; a null value hides a fixed one
 * @param fixed what the configuration of the agent and the machine say
 */
@RecordBuilder
public record NodeMetaResponse(
        @Wire("Meta") Map<String, String> meta,
        @Wire("Dynamic") Map<String, @Nullable String> dynamic,
        @Wire("Static") Map<String, String> fixed) {
    public NodeMetaResponse {
        meta = Defaults.map(meta);
        dynamic = Defaults.map(dynamic);
        fixed = Defaults.map(fixed);
    }
}
