package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The job summary of the wire. */
@RecordBuilder
public record JobSummary(
        @Wire("JobID") String jobId,
        @Wire("Namespace") String namespace,
        @Wire("Summary") Map<String, TaskGroupSummary> summary,
        @Wire("Children") @Nullable JobChildrenSummary children,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    public JobSummary {
        jobId = Defaults.text(jobId);
        namespace = Defaults.text(namespace);
        summary = Defaults.map(summary);
    }
}
