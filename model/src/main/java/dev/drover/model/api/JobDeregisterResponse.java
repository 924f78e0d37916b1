package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/** Answer to job deregister. */
@RecordBuilder
public record JobDeregisterResponse(
        @Wire("EvalID") String evalId,
        @Wire("EvalCreateIndex") long evalCreateIndex,
        @Wire("JobModifyIndex") long jobModifyIndex,
        @Wire("LastContact") Duration lastContact,
        @Wire("KnownLeader") boolean knownLeader,
        @Wire("NextToken") String nextToken,
        @Wire("VolumeEvalID") String volumeEvalId,
        @Wire("VolumeEvalIndex") long volumeEvalIndex,
        @Wire("Index") long index) {
    public JobDeregisterResponse {
        evalId = Defaults.text(evalId);
        lastContact = Defaults.duration(lastContact);
        nextToken = Defaults.text(nextToken);
        volumeEvalId = Defaults.text(volumeEvalId);
    }
}
