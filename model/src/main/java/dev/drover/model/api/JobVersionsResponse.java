package dev.drover.model.api;

import dev.drover.model.diff.JobDiff;
import dev.drover.model.job.Job;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;

/** Answer to job versions. */
@RecordBuilder
public record JobVersionsResponse(
        @Wire("Versions") List<Job> versions,
        @Wire("Diffs") List<JobDiff> diffs,
        @Wire("LastContact") Duration lastContact,
        @Wire("KnownLeader") boolean knownLeader,
        @Wire("NextToken") String nextToken,
        @Wire("Index") long index) {
    public JobVersionsResponse {
        versions = Defaults.list(versions);
        diffs = Defaults.list(diffs);
        lastContact = Defaults.duration(lastContact);
        nextToken = Defaults.text(nextToken);
    }
}
