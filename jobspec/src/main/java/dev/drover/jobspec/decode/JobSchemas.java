package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.BOOL;
import static dev.drover.jobspec.decode.ParameterType.INT;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.ParameterType.TEXTS;
import static dev.drover.jobspec.decode.SchemaBuilder.checkedSchema;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.JobUIConfig;
import dev.drover.model.job.JobUIConfigBuilder;
import dev.drover.model.job.JobUILink;
import dev.drover.model.job.JobUILinkBuilder;
import dev.drover.model.job.Multiregion;
import dev.drover.model.job.MultiregionBuilder;
import dev.drover.model.job.MultiregionRegion;
import dev.drover.model.job.MultiregionRegionBuilder;
import dev.drover.model.job.MultiregionStrategy;
import dev.drover.model.job.MultiregionStrategyBuilder;
import dev.drover.model.job.ParameterizedJobConfig;
import dev.drover.model.job.ParameterizedJobConfigBuilder;
import dev.drover.model.job.PeriodicConfig;
import dev.drover.model.job.PeriodicConfigBuilder;
import java.util.function.BiConsumer;

/** Jobs, and the file around them. */
final class JobSchemas {
    private static final Schema<MultiregionStrategyBuilder, MultiregionStrategy> STRATEGY = schema(
                    "strategy", MultiregionStrategyBuilder::builder, MultiregionStrategyBuilder::build)
            .optional("max_parallel", INT, MultiregionStrategyBuilder::maxParallel)
            .optional("on_failure", TEXT, MultiregionStrategyBuilder::onFailure)
            .build();

    private static final Schema<MultiregionRegionBuilder, MultiregionRegion> REGION = schema(
                    "region", MultiregionRegionBuilder::builder, MultiregionRegionBuilder::build)
            .label("name", MultiregionRegionBuilder::name)
            .optional("count", INT, MultiregionRegionBuilder::count)
            .optional("datacenters", TEXTS, MultiregionRegionBuilder::datacenters)
            .optional("node_pool", TEXT, MultiregionRegionBuilder::nodePool)
            .map("meta", MapType.TEXTS, MultiregionRegionBuilder::meta)
            .build();

    private static final Schema<MultiregionBuilder, Multiregion> MULTIREGION = schema(
                    "multiregion", MultiregionBuilder::builder, MultiregionBuilder::build)
            .one(STRATEGY, MultiregionBuilder::strategy)
            .many(REGION, MultiregionBuilder::regions)
            .build();

    private static final Schema<PeriodicConfigBuilder, PeriodicConfig> PERIODIC = schema(
                    "periodic", PeriodicConfigBuilder::builder, PeriodicConfigBuilder::build)
            .optional("enabled", BOOL, PeriodicConfigBuilder::enabled)
            .old("cron", TEXT, "Write crons = [\"...\"], a list.", PeriodicConfigBuilder::spec)
            .optional("crons", TEXTS, PeriodicConfigBuilder::specs)
            .optional("prohibit_overlap", BOOL, PeriodicConfigBuilder::prohibitOverlap)
            .optional("time_zone", TEXT, PeriodicConfigBuilder::timeZone)
            .build();

    private static final Schema<ParameterizedJobConfigBuilder, ParameterizedJobConfig> PARAMETERIZED = schema(
                    "parameterized", ParameterizedJobConfigBuilder::builder, ParameterizedJobConfigBuilder::build)
            .optional("payload", TEXT, ParameterizedJobConfigBuilder::payload)
            .optional("meta_required", TEXTS, ParameterizedJobConfigBuilder::metaRequired)
            .optional("meta_optional", TEXTS, ParameterizedJobConfigBuilder::metaOptional)
            .build();

    private static final Schema<JobUILinkBuilder, JobUILink> LINK = schema(
                    "link", JobUILinkBuilder::builder, JobUILinkBuilder::build)
            .required("label", TEXT, JobUILinkBuilder::label)
            .required("url", TEXT, JobUILinkBuilder::url)
            .build();

    private static final Schema<JobUIConfigBuilder, JobUIConfig> UI = schema(
                    "ui", JobUIConfigBuilder::builder, JobUIConfigBuilder::build)
            .optional("description", TEXT, JobUIConfigBuilder::description)
            .many(LINK, JobUIConfigBuilder::links)
            .build();

    static final Schema<JobParts, Job> JOB = checkedSchema("job", JobParts::new, JobParts::build)
            .label("name", JobParts::label)
            .optional("id", TEXT, set(JobBuilder::id))
            .optional("name", TEXT, set(JobBuilder::name))
            .optional("region", TEXT, set(JobBuilder::region))
            .optional("namespace", TEXT, set(JobBuilder::namespace))
            .optional("type", TEXT, set(JobBuilder::type))
            .optional("priority", INT, set(JobBuilder::priority))
            .optional("all_at_once", BOOL, set(JobBuilder::allAtOnce))
            .optional("datacenters", TEXTS, set(JobBuilder::datacenters))
            .optional("node_pool", TEXT, set(JobBuilder::nodePool))
            .many(PlacementSchemas.CONSTRAINT, set(JobBuilder::constraints))
            .many(PlacementSchemas.AFFINITY, set(JobBuilder::affinities))
            .many(PlacementSchemas.SPREAD, set(JobBuilder::spreads))
            .many(GroupSchemas.GROUP, JobParts::groups)
            .many(TaskSchemas.TASK, JobParts::tasks)
            .one(PolicySchemas.UPDATE, set(JobBuilder::update))
            .one(MULTIREGION, set(JobBuilder::multiregion))
            .one(PERIODIC, set(JobBuilder::periodic))
            .one(PARAMETERIZED, set(JobBuilder::parameterizedJob))
            .one(PolicySchemas.RESCHEDULE, set(JobBuilder::reschedule))
            .one(PolicySchemas.MIGRATE, set(JobBuilder::migrate))
            .map("meta", MapType.TEXTS, set(JobBuilder::meta))
            .one(UI, set(JobBuilder::ui))
            .one(AccessSchemas.VAULT, (parts, vault) -> parts.inherited().vault(vault))
            .many(AccessSchemas.SECRET, (parts, secrets) -> parts.inherited().secrets(secrets))
            .old("vault_token", TEXT, "It is ignored: tasks get Vault tokens by their identity.", (parts, token) -> {})
            .old(
                    "consul_token",
                    TEXT,
                    "It is ignored: tasks get Consul tokens by their identity.",
                    (parts, token) -> {})
            .build();

    private JobSchemas() {}

    private static <V> BiConsumer<JobParts, V> set(BiConsumer<JobBuilder, V> set) {
        return (parts, value) -> set.accept(parts.job(), value);
    }
}
