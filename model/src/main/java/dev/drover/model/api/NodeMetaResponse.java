package dev.drover.model.api;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a node.
 *
 * @param meta what counts: the other two together
 * @param dynamic what was set while it runs; null where a key of the configuration is taken away
 * @param fixed what its configuration says
 */
@RecordBuilder
public record NodeMetaResponse(
        @Wire(value = "Meta", absent = Absent.EMPTY) Map<String, String> meta,
        @Wire(value = "Dynamic", absent = Absent.EMPTY) Map<String, @Nullable String> dynamic,
        @Wire(value = "Static", absent = Absent.EMPTY) Map<String, String> fixed) {
    public NodeMetaResponse {
        meta = Defaults.map(meta);
        dynamic = Defaults.map(dynamic);
        fixed = Defaults.map(fixed);
    }
}
