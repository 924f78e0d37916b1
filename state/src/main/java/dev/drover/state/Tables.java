package dev.drover.state;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.OneTimeToken;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.job.JobSummary;
import dev.drover.model.job.ScalingEvent;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodePool;
import dev.drover.model.node.NodePoolBuilder;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.volume.CSIVolume;
import dev.drover.state.usage.NamespaceUse;
import dev.drover.state.usage.NodeUsage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The references to all tables and indexes. While a command is applied, its draft assigns new ones to a copy of its own; once
 * that copy is part of a {@link State} nobody assigns any more.
 *
 * <p>Another table is a field here and in {@link #copy}, a constant of {@link Table}, an entry of {@link TableContents} for snapshots and
 * the hash, and the lines in {@code fields.txt} that tests ask for.
 */
final class Tables {
    final EnumMap<Table, Long> indexes;
    /** When a record was last taken out of a table, so that a reader of one that is not there need not wake for the others. */
    final EnumMap<Table, Long> removals;

    /** At which index all tables were replaced at once; no watch is older. */
    long restoredAt;

    /** What has come of a snapshot that is to replace everything. */
    RestoreParts restore = RestoreParts.NONE;

    SortedTable<JobId, Job> jobs = SortedTable.empty();
    SortedTable<JobId, List<Job>> jobVersions = SortedTable.empty();
    SortedTable<JobId, List<JobSubmission>> submissions = SortedTable.empty();
    SortedTable<JobId, JobSummary> summaries = SortedTable.empty();
    SortedTable<JobId, Map<String, List<ScalingEvent>>> scalingEvents = SortedTable.empty();
    SortedTable<String, ScalingPolicy> scalingPolicies = SortedTable.empty();
    SortedTable<JobId, Instant> launches = SortedTable.empty();
    SortedTable<JobId, JobActivity> activity = SortedTable.empty();
    Grouping<JobId> childrenByJob = Grouping.empty();

    SortedTable<String, Node> nodes = SortedTable.empty();
    SortedTable<String, NodeUsage> usage = SortedTable.empty();
    SortedTable<String, Long> workIndexes = SortedTable.empty();

    SortedTable<String, Allocation> allocations = SortedTable.empty();
    Grouping<JobId> allocationsByJob = Grouping.empty();
    Grouping<String> allocationsByNode = Grouping.empty();
    Grouping<String> allocationsByEvaluation = Grouping.empty();
    Grouping<String> allocationsByDeployment = Grouping.empty();

    SortedTable<String, Evaluation> evaluations = SortedTable.empty();
    Grouping<JobId> evaluationsByJob = Grouping.empty();

    SortedTable<String, Deployment> deployments = SortedTable.empty();
    Grouping<JobId> deploymentsByJob = Grouping.empty();

    SchedulerConfiguration schedulerConfiguration = SchedulerConfiguration.usual();
    AutopilotConfiguration autopilotConfiguration = AutopilotConfiguration.usual();
    SortedTable<String, Namespace> namespaces = SortedTable.empty();
    SortedTable<String, NodePool> nodePools = SortedTable.empty();
    SortedTable<VolumeId, CSIVolume> csiVolumes = SortedTable.empty();

    /** Ids of the allocations that claim a CSI volume, whether it is there or not. */
    Grouping<VolumeId> volumeClaims = Grouping.empty();

    SortedTable<String, QuotaSpec> quotas = SortedTable.empty();

    /** What namespaces hold, for those that have a quota and no others. */
    SortedTable<String, NamespaceUse> quotaUse = SortedTable.empty();

    SortedTable<String, ACLPolicy> aclPolicies = SortedTable.empty();

    /** By accessor. */
    SortedTable<String, ACLToken> aclTokens = SortedTable.empty();

    /** Accessors by the fingerprint of the secret. */
    SortedTable<String, String> aclTokensBySecret = SortedTable.empty();

    SortedTable<String, ACLRole> aclRoles = SortedTable.empty();

    /** By the fingerprint of the one-time secret. */
    SortedTable<String, OneTimeToken> oneTimeTokens = SortedTable.empty();

    /** By id; a handful. */
    SortedTable<String, RootKey> rootKeys = SortedTable.empty();

    /** At which index the first token was made last, or 0. */
    long aclBootstrapIndex;

    private Tables(EnumMap<Table, Long> indexes, EnumMap<Table, Long> removals) {
        this.indexes = indexes;
        this.removals = removals;
    }

    static Tables empty() {
        return new Tables(new EnumMap<>(Table.class), new EnumMap<>(Table.class));
    }

    static Tables initial() {
        Tables tables = empty();
        tables.namespaces = tables.namespaces.with("default", namespace("default", "Default shared namespace"));
        tables.nodePools = tables.nodePools
                .with("all", nodePool("all", "Node pool with all nodes in the cluster."))
                .with("default", nodePool("default", "Default node pool."));
        return tables;
    }

    private static Namespace namespace(String name, String description) {
        return NamespaceBuilder.builder().name(name).description(description).build();
    }

    private static NodePool nodePool(String name, String description) {
        return NodePoolBuilder.builder().name(name).description(description).build();
    }

    /** A copy whose references may be assigned without this one noticing. */
    Tables copy() {
        Tables copy = new Tables(new EnumMap<>(indexes), new EnumMap<>(removals));
        copy.restoredAt = restoredAt;
        copy.restore = restore;
        copy.jobs = jobs;
        copy.jobVersions = jobVersions;
        copy.submissions = submissions;
        copy.summaries = summaries;
        copy.scalingEvents = scalingEvents;
        copy.scalingPolicies = scalingPolicies;
        copy.launches = launches;
        copy.activity = activity;
        copy.childrenByJob = childrenByJob;
        copy.nodes = nodes;
        copy.usage = usage;
        copy.workIndexes = workIndexes;
        copy.allocations = allocations;
        copy.allocationsByJob = allocationsByJob;
        copy.allocationsByNode = allocationsByNode;
        copy.allocationsByEvaluation = allocationsByEvaluation;
        copy.allocationsByDeployment = allocationsByDeployment;
        copy.evaluations = evaluations;
        copy.evaluationsByJob = evaluationsByJob;
        copy.deployments = deployments;
        copy.deploymentsByJob = deploymentsByJob;
        copy.schedulerConfiguration = schedulerConfiguration;
        copy.autopilotConfiguration = autopilotConfiguration;
        copy.namespaces = namespaces;
        copy.nodePools = nodePools;
        copy.csiVolumes = csiVolumes;
        copy.volumeClaims = volumeClaims;
        copy.quotas = quotas;
        copy.quotaUse = quotaUse;
        copy.aclPolicies = aclPolicies;
        copy.aclTokens = aclTokens;
        copy.aclTokensBySecret = aclTokensBySecret;
        copy.aclRoles = aclRoles;
        copy.oneTimeTokens = oneTimeTokens;
        copy.aclBootstrapIndex = aclBootstrapIndex;
        copy.rootKeys = rootKeys;
        return copy;
    }

    long index(Table table) {
        return indexes.getOrDefault(table, 0L);
    }

    long removal(Table table) {
        return removals.getOrDefault(table, 0L);
    }

    /** The groupings by job that are watched, by names that never change. */
    Map<String, Grouping<JobId>> jobGroupings() {
        Map<String, Grouping<JobId>> named = new LinkedHashMap<>();
        named.put("allocations", allocationsByJob);
        named.put("evaluations", evaluationsByJob);
        named.put("deployments", deploymentsByJob);
        return named;
    }

    /** The other groupings that are watched, by names that never change. */
    Map<String, Grouping<String>> groupings() {
        Map<String, Grouping<String>> named = new LinkedHashMap<>();
        named.put("allocations_of_node", allocationsByNode);
        named.put("allocations_of_evaluation", allocationsByEvaluation);
        named.put("allocations_of_deployment", allocationsByDeployment);
        return named;
    }
}
