package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/** How many evaluations there are. */
@RecordBuilder
public record EvalCountResponse(
        @Wire("Count") int count,
        @Wire("LastContact") Duration lastContact,
        @Wire("KnownLeader") boolean knownLeader,
        @Wire("NextToken") String nextToken,
        @Wire("Index") long index) {
    public EvalCountResponse {
        lastContact = Defaults.duration(lastContact);
        nextToken = Defaults.text(nextToken);
    }
}
