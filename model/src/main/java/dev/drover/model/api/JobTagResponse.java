package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

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
        @Wire("Index") long index,
        @Wire("LastContact") Duration lastContact,
        @Wire("KnownLeader") boolean knownLeader,
        @Wire("NextToken") String nextToken) {
    public JobTagResponse {
        name = Defaults.text(name);
        description = Defaults.text(description);
        lastContact = Defaults.duration(lastContact);
        nextToken = Defaults.text(nextToken);
    }
}
