package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Answer to job tag.
 *
 * @param taggedTime nanoseconds since 1970
 */
@RecordBuilder
public record JobTagResponse(
        @Wire("Name") String name,
        @Wire("Description") String description,
        @Wire("TaggedTime") long taggedTime,
        @Wire("Index") long index) {
    public JobTagResponse {
        name = Defaults.text(name);
        description = Defaults.text(description);
    }
}
