package dev.drover.model.api;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Body of an answer: deployment update. */
@RecordBuilder
public record DeploymentUpdateResponse(
        @Wire("EvalID") String evalId,
        @Wire("EvalCreateIndex") long evalCreateIndex,
        @Wire("DeploymentModifyIndex") long deploymentModifyIndex,

        @Wire(value = "RevertedJobVersion", absent = Absent.OMITTED) @Nullable
        Long revertedJobVersion,

        @Wire("Index") long index) {
    public DeploymentUpdateResponse {
        evalId = Defaults.text(evalId);
    }
}
