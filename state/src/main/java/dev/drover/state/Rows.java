package dev.drover.state;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.job.ScalingEvent;
import dev.drover.state.command.Blob;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Rows of tables that are no records of the model by themselves, as snapshots hold them. */
public final class Rows {
    private Rows() {}

    /** A job as it is now, and then the versions that are kept. */
    public record JobHistory(List<Job> jobs) {}

    public record Submissions(JobId job, List<JobSubmission> submissions) {}

    public record ScalingEvents(JobId job, Map<String, List<ScalingEvent>> groups) {}

    public record Launch(JobId job, Instant launch) {}

    /** When the servers last wanted something else of a node. */
    public record WorkIndex(String nodeId, long index) {}

    /** When a table was changed last, and when a record was last taken out of it. */
    public record TableIndex(Table table, long changed, long removed) {}

    /** When a group of a job's records changed last, where its records do not tell. */
    public record JobGroupIndex(String grouping, JobId job, long index) {}

    /** When a group of records changed last, where its records do not tell. */
    public record GroupIndex(String grouping, String key, long index) {}

    /** At which index everything was replaced by a snapshot, 0 for never. */
    public record Restored(long index) {}

    /** At which index the first token was made last, 0 for never. */
    public record AclBootstrap(long index) {}

    /** A part of a snapshot that waits for the others. */
    public record RestorePart(String restoreId, int number, Blob bytes) {}
}
