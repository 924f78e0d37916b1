package dev.drover.model.api;

import dev.drover.model.job.JobVersionTag;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Body of a request: tag version.
 *
 * @param latest whether the newest version is meant, whatever {@code version} says
 */
@RecordBuilder
public record TagVersionRequest(
        @Wire("Version") long version,
        @Wire("Latest") boolean latest,
        @Wire("Description") String description,
        @Wire("JobID") String jobId,
        @Wire("Name") String name,
        @Wire("Tag") @Nullable JobVersionTag tag) {
    public TagVersionRequest {
        description = Defaults.text(description);
        jobId = Defaults.text(jobId);
        name = Defaults.text(name);
    }
}
