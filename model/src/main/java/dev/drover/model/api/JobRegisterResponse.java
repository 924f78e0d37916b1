package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/** Answer to job register. */
@RecordBuilder
public record JobRegisterResponse(
        @Wire("EvalID") String evalId,
        @Wire("EvalCreateIndex") long evalCreateIndex,
        @Wire("JobModifyIndex") long jobModifyIndex,
        @Wire("Warnings") String warnings,
        @Wire("LastContact") Duration lastContact,
        @Wire("KnownLeader") boolean knownLeader,
        @Wire("NextToken") String nextToken,
        @Wire("Index") long index) {
    public JobRegisterResponse {
        evalId = Defaults.text(evalId);
        warnings = Defaults.text(warnings);
        lastContact = Defaults.duration(lastContact);
        nextToken = Defaults.text(nextToken);
    }
}
