package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Answer to fuzzy search. */
@RecordBuilder
public record FuzzySearchResponse(
        @Wire("Matches") Map<String, List<FuzzyMatch>> matches,
        @Wire("Truncations") Map<String, Boolean> truncations,
        @Wire("LastContact") Duration lastContact,
        @Wire("KnownLeader") boolean knownLeader,
        @Wire("NextToken") String nextToken,
        @Wire("Index") long index) {
    public FuzzySearchResponse {
        matches = Defaults.map(matches);
        truncations = Defaults.map(truncations);
        lastContact = Defaults.duration(lastContact);
        nextToken = Defaults.text(nextToken);
    }
}
