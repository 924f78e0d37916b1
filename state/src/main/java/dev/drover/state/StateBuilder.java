package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobSummary;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodePool;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.state.command.SnapshotCommand;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NodeUsage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Puts a state together from the rows of its tables; what follows from them is counted afresh. To be used by one thread. */
public final class StateBuilder {
    private final SortedTable.Edit edit = new SortedTable.Edit();
    private final Tables tables = Tables.empty();
    private final Map<String, Map<JobId, Long>> jobGroupIndexes = new HashMap<>();
    private final Map<String, Map<String, Long>> groupIndexes = new HashMap<>();
    private final Map<JobId, JobActivity> activity = new HashMap<>();
    private final Map<String, NodeUsage> usage = new HashMap<>();
    private final Map<String, Allocation> allocations = new TreeMap<>();
    private final Map<String, Evaluation> evaluations = new TreeMap<>();
    private final Map<String, Deployment> deployments = new TreeMap<>();

    /** Puts a row of the table back. */
    public <R> void add(TableContents<R> table, R row) {
        table.adder().accept(this, row);
    }

    void configure(SchedulerConfiguration configuration) {
        tables.schedulerConfiguration = configuration;
    }

    void addNamespace(Namespace namespace) {
        tables.namespaces = tables.namespaces.with(namespace.name(), namespace, edit);
    }

    void addNodePool(NodePool pool) {
        tables.nodePools = tables.nodePools.with(pool.name(), pool, edit);
    }

    void addJob(Rows.JobHistory history) {
        Job job = history.jobs().getFirst();
        JobId id = JobId.of(job);
        tables.jobs = tables.jobs.with(id, job, edit);
        tables.jobVersions = tables.jobVersions.with(
                id, List.copyOf(history.jobs().subList(1, history.jobs().size())));
        if (!job.parentId().isEmpty()) {
            JobId parent = new JobId(job.namespace(), job.parentId());
            tables.childrenByJob = tables.childrenByJob.with(parent, job.id(), job.modifyIndex(), edit);
        }
    }

    void addSummary(JobSummary summary) {
        tables.summaries = tables.summaries.with(new JobId(summary.namespace(), summary.jobId()), summary, edit);
    }

    void addSubmissions(Rows.Submissions row) {
        tables.submissions = tables.submissions.with(row.job(), row.submissions(), edit);
    }

    void addScalingEvents(Rows.ScalingEvents row) {
        tables.scalingEvents = tables.scalingEvents.with(row.job(), row.groups(), edit);
    }

    void addScalingPolicy(ScalingPolicy policy) {
        tables.scalingPolicies = tables.scalingPolicies.with(policy.id(), policy, edit);
    }

    void addLaunch(Rows.Launch row) {
        tables.launches = tables.launches.with(row.job(), row.launch(), edit);
    }

    void addNode(Node node) {
        tables.nodes = tables.nodes.with(node.id(), node, edit);
    }

    void addEvaluation(Evaluation evaluation) {
        evaluations.put(evaluation.id(), evaluation);
        int open = Statuses.terminal(evaluation.status()) ? 0 : 1;
        count(new JobId(evaluation.namespace(), evaluation.jobId()), new JobActivity(0, 0, open, 1, 0));
    }

    void addDeployment(Deployment deployment) {
        deployments.put(deployment.id(), deployment);
        int active = Statuses.active(deployment.status()) ? 1 : 0;
        count(new JobId(deployment.namespace(), deployment.jobId()), new JobActivity(0, 0, 0, 0, active));
    }

    void addAllocation(Allocation row) {
        Allocation allocation = Sharing.share(tables, row);
        allocations.put(allocation.id(), allocation);
        count(Draft.jobOf(allocation), new JobActivity(Statuses.terminal(allocation) ? 0 : 1, 1, 0, 0, 0));
        if (Statuses.holdsRoom(allocation)) {
            NodeUsage before = usage.getOrDefault(allocation.nodeId(), NodeUsage.NONE);
            usage.put(allocation.nodeId(), before.plus(AllocationUse.of(allocation)));
        }
    }

    private void count(JobId job, JobActivity change) {
        activity.merge(job, change, JobActivity::plus);
    }

    void addTableIndex(Rows.TableIndex row) {
        tables.indexes.put(row.table(), row.changed());
        tables.removals.put(row.table(), row.removed());
    }

    void addWorkIndex(Rows.WorkIndex row) {
        tables.workIndexes = tables.workIndexes.with(row.nodeId(), row.index(), edit);
    }

    void addJobGroupIndex(Rows.JobGroupIndex row) {
        jobGroupIndexes.computeIfAbsent(row.grouping(), name -> new HashMap<>()).put(row.job(), row.index());
    }

    void addGroupIndex(Rows.GroupIndex row) {
        groupIndexes.computeIfAbsent(row.grouping(), name -> new HashMap<>()).put(row.key(), row.index());
    }

    void addRestored(Rows.Restored row) {
        tables.restoredAt = row.index();
    }

    void addRestorePart(Rows.RestorePart row) {
        SnapshotCommand.Part part = new SnapshotCommand.Part(row.restoreId(), row.number(), row.bytes());
        tables.restore = tables.restore.with(part);
    }

    /** The state of all that was added, after which nothing may be added any more. */
    public State build(long index) {
        tables.allocations = SortedTable.of(allocations);
        tables.evaluations = SortedTable.of(evaluations);
        tables.deployments = SortedTable.of(deployments);
        activity.values().removeIf(JobActivity.NONE::equals);
        tables.activity = SortedTable.of(activity);
        tables.usage = SortedTable.of(usage);
        tables.allocationsByJob = byJob("allocations", allocations, (id, allocation) -> Draft.jobOf(allocation));
        tables.evaluationsByJob = byJob(
                "evaluations", evaluations, (id, evaluation) -> new JobId(evaluation.namespace(), evaluation.jobId()));
        tables.deploymentsByJob = byJob(
                "deployments", deployments, (id, deployment) -> new JobId(deployment.namespace(), deployment.jobId()));
        tables.allocationsByNode = by("allocations_of_node", (id, allocation) -> allocation.nodeId());
        tables.allocationsByEvaluation = by("allocations_of_evaluation", (id, allocation) -> allocation.evalId());
        tables.allocationsByDeployment = by(
                "allocations_of_deployment",
                (id, allocation) -> allocation.deploymentId().isEmpty() ? null : allocation.deploymentId());
        return new State(tables, index);
    }

    private <V> Grouping<JobId> byJob(String name, Map<String, V> records, BiFunction<String, V, JobId> job) {
        return Grouping.of(groups(records, job), jobGroupIndexes.getOrDefault(name, Map.of()));
    }

    private Grouping<String> by(String name, BiFunction<String, Allocation, @Nullable String> key) {
        return Grouping.of(groups(allocations, key), groupIndexes.getOrDefault(name, Map.of()));
    }

    private static <K, V> Map<K, Collection<String>> groups(
            Map<String, V> records, BiFunction<String, V, ? extends @Nullable K> key) {
        Map<K, Collection<String>> groups = new HashMap<>();
        records.forEach((id, value) -> {
            K group = key.apply(id, value);
            if (group != null) {
                groups.computeIfAbsent(group, fresh -> new ArrayList<>()).add(id);
            }
        });
        return groups;
    }
}
