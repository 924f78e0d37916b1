package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** How many allocations each group of a job wants and has. */
@RecordBuilder
public record JobScaleStatusResponse(
        @Wire("JobID") String jobId,
        @Wire("Namespace") String namespace,
        @Wire("JobCreateIndex") long jobCreateIndex,
        @Wire("JobModifyIndex") long jobModifyIndex,
        @Wire("JobStopped") boolean jobStopped,
        @Wire("TaskGroups") Map<String, TaskGroupScaleStatus> taskGroups) {
    public JobScaleStatusResponse {
        jobId = Defaults.text(jobId);
        namespace = Defaults.text(namespace);
        taskGroups = Defaults.map(taskGroups);
    }
}
