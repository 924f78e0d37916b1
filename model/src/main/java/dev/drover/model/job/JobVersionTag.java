package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The job version tag of the wire. */
@RecordBuilder
public record JobVersionTag(
        @Wire("Name") String name,
        @Wire("Description") String description,
        @Wire("TaggedTime") long taggedTime) {
    public JobVersionTag {
        name = Defaults.text(name);
        description = Defaults.text(description);
    }
}
