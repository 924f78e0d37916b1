package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** The job submission of the wire. */
@RecordBuilder
public record JobSubmission(
        @Wire("Source") String source,
        @Wire("Format") String format,
        @Wire("VariableFlags") Map<String, String> variableFlags,
        @Wire("Variables") String variables,
        @Wire("Namespace") String namespace,
        @Wire("JobID") String jobId,
        @Wire("Version") long version,
        @Wire("JobModifyIndex") long jobModifyIndex) {
    public JobSubmission {
        source = Defaults.text(source);
        format = Defaults.text(format);
        variableFlags = Defaults.map(variableFlags);
        variables = Defaults.text(variables);
        namespace = Defaults.text(namespace);
        jobId = Defaults.text(jobId);
    }
}
