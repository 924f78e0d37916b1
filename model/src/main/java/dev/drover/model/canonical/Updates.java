package dev.drover.model.canonical;

import dev.drover.model.job.Job;
import dev.drover.model.job.UpdateStrategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Update strategies: service jobs have one in any case, system jobs when they ask for it, batch jobs none. */
final class Updates {
    private static final UpdateStrategy STANDARD = new UpdateStrategy(
            Duration.ofSeconds(30),
            1,
            "checks",
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            0,
            false,
            false);

    private Updates() {}

    /** The group's strategy, with the job's and the standard one where it is silent. */
    static @Nullable UpdateStrategy ofGroup(@Nullable UpdateStrategy group, Job job) {
        UpdateStrategy ofJob = written(job.update());
        if (group == null && ofJob == null && !job.type().equals(JobType.SERVICE)) {
            return null;
        }
        return merge(group, merge(ofJob, STANDARD));
    }

    /** At job level servers keep only what paces a whole job; the rest lives in the groups. */
    static UpdateStrategy kept(Job job) {
        UpdateStrategy ofJob = written(job.update());
        boolean paced = ofJob != null || job.type().equals(JobType.SERVICE);
        UpdateStrategy full = merge(ofJob, STANDARD);
        return new UpdateStrategy(
                paced ? full.stagger() : Duration.ZERO,
                paced ? full.maxParallel() : Integer.valueOf(0),
                "",
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0,
                false,
                false);
    }

    /**
     * Undoes {@link #kept}: a strategy with neither a check nor a deadline is what a server answered, where zero means
     * that nothing was written.
     */
    private static @Nullable UpdateStrategy written(@Nullable UpdateStrategy update) {
        boolean answered = update != null
                && update.healthCheck().isEmpty()
                && Duration.ZERO.equals(update.healthyDeadline())
                && Duration.ZERO.equals(update.progressDeadline());
        if (update == null || !answered) {
            return update;
        }
        return Duration.ZERO.equals(update.stagger())
                ? null
                : new UpdateStrategy(update.stagger(), update.maxParallel(), "", null, null, null, null, null, null);
    }

    private static UpdateStrategy merge(@Nullable UpdateStrategy near, UpdateStrategy far) {
        return near == null
                ? far
                : new UpdateStrategy(
                        Fill.either(near.stagger(), far.stagger()),
                        Fill.either(near.maxParallel(), far.maxParallel()),
                        Fill.text(near.healthCheck(), far.healthCheck()),
                        Fill.either(near.minHealthyTime(), far.minHealthyTime()),
                        Fill.either(near.healthyDeadline(), far.healthyDeadline()),
                        Fill.either(near.progressDeadline(), far.progressDeadline()),
                        Fill.either(near.canary(), far.canary()),
                        Fill.either(near.autoRevert(), far.autoRevert()),
                        Fill.either(near.autoPromote(), far.autoPromote()));
    }
}
