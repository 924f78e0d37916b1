package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Body of a request: jobs parse. */
@RecordBuilder
public record JobsParseRequest(
        @Wire("JobHCL") String jobHcl,
        @Wire("Variables") String variables,
        @Wire("Canonicalize") boolean canonicalize) {
    public JobsParseRequest {
        jobHcl = Defaults.text(jobHcl);
        variables = Defaults.text(variables);
    }
}
