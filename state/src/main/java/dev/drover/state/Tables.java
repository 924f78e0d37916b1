package dev.drover.state;

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
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.state.usage.NodeUsage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The references to all tables and indexes. While a command is applied, its draft assigns new ones to a copy of its own; once
 * that copy is part of a {@link State} nobody assigns any more.
 */
final class Tables {
    final EnumMap<Table, Long> indexes;

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
    SortedTable<String, Namespace> namespaces = SortedTable.empty();
    SortedTable<String, NodePool> nodePools = SortedTable.empty();

    private Tables(EnumMap<Table, Long> indexes) {
        this.indexes = indexes;
    }

    static Tables initial() {
        Tables tables = new Tables(new EnumMap<>(Table.class));
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
        Tables copy = new Tables(new EnumMap<>(indexes));
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
        copy.namespaces = namespaces;
        copy.nodePools = nodePools;
        return copy;
    }

    long index(Table table) {
        return indexes.getOrDefault(table, 0L);
    }
}
