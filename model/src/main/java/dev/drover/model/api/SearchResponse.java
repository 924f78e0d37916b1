package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answer to search. A kind of object without matches has null for a list. */
@RecordBuilder
public record SearchResponse(
        @Wire("Matches") Map<String, @Nullable List<String>> matches,
        @Wire("Truncations") Map<String, Boolean> truncations,
        @Wire("LastContact") Duration lastContact,
        @Wire("KnownLeader") boolean knownLeader,
        @Wire("NextToken") String nextToken,
        @Wire("Index") long index) {
    public SearchResponse {
        matches = Defaults.map(matches);
        truncations = Defaults.map(truncations);
        lastContact = Defaults.duration(lastContact);
        nextToken = Defaults.text(nextToken);
    }
}
