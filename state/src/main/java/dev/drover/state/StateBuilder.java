package dev.drover.state;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.OneTimeToken;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobSummary;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodePool;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.volume.CSIVolume;
import dev.drover.state.codec.UnreadableException;
import dev.drover.state.command.SnapshotCommand;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NamespaceUse;
import dev.drover.state.usage.NodeUsage;
import dev.drover.state.usage.QuotaUse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a state together from the rows of its tables; what follows from them is counted afresh. To be used by one thread. */
public final class StateBuilder {
    private final SortedTable.Edit edit = new SortedTable.Edit();
    private final Tables tables = Tables.empty();
    private final Sharing sharing = Sharing.ofSnapshot(tables);
    private final Map<JobId, JobActivity> activity = new HashMap<>();
    private final Map<String, NodeUsage> usage = new HashMap<>();
    private final Map<String, NamespaceUse> quotaUse = new HashMap<>();

    /** Puts a row of the table back. */
    public <R> void add(TableContents<R> table, R row) {
        table.adder().accept(this, row);
    }

    void configure(SchedulerConfiguration configuration) {
        tables.schedulerConfiguration = configuration;
    }

    void configure(AutopilotConfiguration configuration) {
        tables.autopilotConfiguration = configuration;
    }

    void addNamespace(Namespace namespace) {
        tables.namespaces = tables.namespaces.with(namespace.name(), namespace, edit);
        if (!namespace.quota().isEmpty()) {
            quotaUse.put(namespace.name(), NamespaceUse.NONE);
        }
    }

    void addNodePool(NodePool pool) {
        tables.nodePools = tables.nodePools.with(pool.name(), pool, edit);
    }

    void addQuota(QuotaSpec quota) {
        tables.quotas = tables.quotas.with(quota.name(), quota, edit);
    }

    void addCsiVolume(CSIVolume volume) {
        tables.csiVolumes = tables.csiVolumes.with(VolumeId.of(volume), volume, edit);
    }

    void addAclPolicy(ACLPolicy policy) {
        tables.aclPolicies = tables.aclPolicies.with(policy.name(), policy, edit);
    }

    void addAclToken(ACLToken token) {
        tables.aclTokens = tables.aclTokens.with(token.accessorId(), token, edit);
        tables.aclTokensBySecret =
                tables.aclTokensBySecret.with(token.secretId().fingerprint(), token.accessorId(), edit);
    }

    void addAclRole(ACLRole role) {
        tables.aclRoles = tables.aclRoles.with(role.id(), role, edit);
    }

    void addOneTimeToken(OneTimeToken token) {
        tables.oneTimeTokens = tables.oneTimeTokens.with(token.oneTimeSecretId().fingerprint(), token, edit);
    }

    void addRootKey(RootKey key) {
        tables.rootKeys = tables.rootKeys.with(key.id(), key, edit);
    }

    void addAclBootstrap(Rows.AclBootstrap row) {
        tables.aclBootstrapIndex = row.index();
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
        JobId job = new JobId(evaluation.namespace(), evaluation.jobId());
        tables.evaluations = withNew(tables.evaluations, evaluation.id(), evaluation);
        tables.evaluationsByJob = tables.evaluationsByJob.with(job, evaluation.id(), 0, edit);
        int open = Statuses.terminal(evaluation.status()) ? 0 : 1;
        count(job, new JobActivity(0, 0, open, 1, 0));
    }

    void addDeployment(Deployment deployment) {
        JobId job = new JobId(deployment.namespace(), deployment.jobId());
        tables.deployments = withNew(tables.deployments, deployment.id(), deployment);
        tables.deploymentsByJob = tables.deploymentsByJob.with(job, deployment.id(), 0, edit);
        int active = Statuses.active(deployment.status()) ? 1 : 0;
        count(job, new JobActivity(0, 0, 0, 0, active));
    }

    void addAllocation(Allocation row) {
        Allocation allocation = sharing.share(row);
        JobId job = sharing.jobOf(allocation);
        group(allocation, job);
        count(job, new JobActivity(Statuses.terminal(allocation) ? 0 : 1, 1, 0, 0, 0));
        if (Statuses.holdsRoom(allocation)) {
            NodeUsage before = usage.getOrDefault(allocation.nodeId(), NodeUsage.NONE);
            usage.put(allocation.nodeId(), before.plus(AllocationUse.of(allocation)));
            for (VolumeClaim claim : VolumeClaim.of(allocation)) {
                tables.volumeClaims = tables.volumeClaims.with(claim.volume(), allocation.id(), 0, edit);
            }
            String pool = QuotaChanges.pool(tables, allocation.nodeId());
            quotaUse.computeIfPresent(allocation.namespace(), (name, use) -> use.plus(pool, QuotaUse.of(allocation)));
        }
    }

    /** When the groups changed last, other rows tell. */
    private void group(Allocation allocation, JobId job) {
        String id = allocation.id();
        tables.allocations = withNew(tables.allocations, id, allocation);
        tables.allocationsByJob = tables.allocationsByJob.with(job, id, 0, edit);
        tables.allocationsByNode = tables.allocationsByNode.with(allocation.nodeId(), id, 0, edit);
        tables.allocationsByEvaluation = tables.allocationsByEvaluation.with(allocation.evalId(), id, 0, edit);
        if (!allocation.deploymentId().isEmpty()) {
            tables.allocationsByDeployment =
                    tables.allocationsByDeployment.with(allocation.deploymentId(), id, 0, edit);
        }
    }

    /** A second row of the same id would leave traces of the first in the groups. */
    private <V> SortedTable<String, V> withNew(SortedTable<String, V> table, String id, V row) {
        int before = table.size();
        SortedTable<String, V> after = table.with(id, row, edit);
        if (after.size() == before) {
            throw new UnreadableException("there are two rows with the id " + id);
        }
        return after;
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
        Grouping<JobId> grouping = tables.jobGroupings().get(row.grouping());
        if (grouping != null) {
            grouping.changed(row.job(), row.index(), edit);
        }
    }

    void addGroupIndex(Rows.GroupIndex row) {
        Grouping<String> grouping = tables.groupings().get(row.grouping());
        if (grouping != null) {
            grouping.changed(row.key(), row.index(), edit);
        }
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
        activity.values().removeIf(JobActivity.NONE::equals);
        tables.activity = SortedTable.of(activity);
        tables.usage = SortedTable.of(usage);
        tables.quotaUse = SortedTable.of(quotaUse);
        return new State(tables, index);
    }
}
