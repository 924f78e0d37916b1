package dev.drover.model.canonical;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.JobUIConfig;
import dev.drover.model.job.Multiregion;
import dev.drover.model.job.ParameterizedJobConfig;
import dev.drover.model.job.PeriodicConfig;
import dev.drover.model.job.PeriodicConfigBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a job as written into the job as stored: nothing is left to guess for whoever reads it afterwards.
 *
 * <p>A block at job level (update, reschedule, migrate) is merged into the groups field by field, nearest wins, and
 * defaults that depend on the type of the job come last. Canonicalising a canonical job changes nothing, so that a job
 * which was read from the API can be sent back.
 */
public final class JobCanonicalizer {
    private JobCanonicalizer() {}

    /** As {@link #canonicalize(Job, JobDefaults)} in a cluster without configuration. */
    public static Job canonicalize(Job job) {
        return canonicalize(job, JobDefaults.STANDARD);
    }

    public static Job canonicalize(Job job, JobDefaults defaults) {
        Job named = JobBuilder.builder(job)
                .region(Fill.text(job.region(), defaults.region()))
                .namespace(Fill.text(job.namespace(), "default"))
                .name(Fill.text(job.name(), job.id()))
                .type(Fill.text(job.type(), JobType.SERVICE))
                .priority(job.priority() == 0 ? defaults.priority() : job.priority())
                .datacenters(job.datacenters().isEmpty() ? List.of("*") : job.datacenters())
                .nodePool(Fill.text(job.nodePool(), defaults.nodePool()))
                .constraints(Placement.constraints(job.constraints()))
                .affinities(Placement.affinities(job.affinities()))
                .spreads(Placement.spreads(job.spreads()))
                .periodic(periodic(job.periodic()))
                .parameterizedJob(parameterized(job.parameterizedJob()))
                .multiregion(multiregion(job.multiregion()))
                .ui(ui(job.ui()))
                .build();
        Job grouped = JobBuilder.builder(named)
                .taskGroups(named.taskGroups().stream()
                        .map(group -> GroupDefaults.fill(group, named))
                        .toList())
                .update(Updates.kept(named))
                .reschedule(null)
                .migrate(null)
                .build();
        return ImplicitConstraints.add(grouped);
    }

    private static @Nullable PeriodicConfig periodic(@Nullable PeriodicConfig periodic) {
        return periodic == null
                ? null
                : PeriodicConfigBuilder.builder(periodic)
                        .enabled(Fill.value(periodic.enabled(), true))
                        .specType(Fill.text(periodic.specType(), "cron"))
                        .timeZone(Fill.text(periodic.timeZone(), "UTC"))
                        .build();
    }

    private static @Nullable ParameterizedJobConfig parameterized(@Nullable ParameterizedJobConfig config) {
        return config == null
                ? null
                : new ParameterizedJobConfig(
                        Fill.text(config.payload(), "optional"), config.metaRequired(), config.metaOptional());
    }

    /** A block without content says nothing. */
    private static @Nullable Multiregion multiregion(@Nullable Multiregion multiregion) {
        boolean empty = multiregion != null
                && multiregion.strategy() == null
                && multiregion.regions().isEmpty();
        return empty ? null : multiregion;
    }

    private static @Nullable JobUIConfig ui(@Nullable JobUIConfig ui) {
        boolean empty = ui != null && ui.description().isEmpty() && ui.links().isEmpty();
        return empty ? null : ui;
    }
}
