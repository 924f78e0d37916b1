package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NodeUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The next state while one command is being applied. Whoever puts a record here need not think of indexes, node usage, summaries,
 * job statuses or watches: they follow from the difference between the record before and after. What concerns a whole job is
 * gathered and settled once at the end, for a plan may place a million allocations of one job.
 */
final class Draft {
    final Tables tables;
    final long index;
    /** Lets all steps of the command change the same copies of nodes. */
    final SortedTable.Edit edit = new SortedTable.Edit();

    private final Touched touched = new Touched();
    private final Sharing sharing;
    private final Map<JobId, JobActivity> activityChanges = new LinkedHashMap<>();
    private final SummaryChanges summaries = new SummaryChanges();
    private final DeploymentCounts deploymentCounts = new DeploymentCounts();
    private @Nullable JobId lastJobId;
    private @Nullable SortedTable<JobId, Job> lastJobs;
    private @Nullable Job lastJob;
    private @Nullable Job lastVolumesJob;
    private boolean lastClaims;

    Draft(State before, long index) {
        this.tables = before.tables.copy();
        this.index = index;
        this.sharing = Sharing.ofCommand(tables);
    }

    /** What the draft says so far. */
    State view() {
        return new State(tables, index);
    }

    Transition finish() {
        deploymentCounts.settle(this);
        activityChanges.forEach((id, change) -> {
            JobActivity sum = tables.activity.getOrDefault(id, JobActivity.NONE).plus(change);
            tables.activity = sum.equals(JobActivity.NONE)
                    ? tables.activity.without(id, edit)
                    : tables.activity.with(id, sum, edit);
        });
        summaries.settle(this);
        activityChanges.keySet().forEach(id -> JobStatusRules.settle(this, id));
        return new Transition(view(), touched.changed(), false);
    }

    void touch(Table table) {
        if (touched.add(table)) {
            tables.indexes.put(table, index);
        }
    }

    /** Notes that a record went, for those who wait for records that are not there. */
    void touchRemoval(Table table, Watch watch) {
        touch(table, watch);
        tables.removals.put(table, index);
    }

    void touch(Watch watch) {
        touched.add(watch);
    }

    void touch(Table table, Watch watch) {
        touch(table);
        touched.add(watch);
    }

    /** The job's status is looked at again at the end of the command. */
    void reconsider(JobId job) {
        count(job, JobActivity.NONE);
    }

    private void count(JobId job, JobActivity change) {
        JobActivity before = activityChanges.get(job);
        if (before == null || !change.equals(JobActivity.NONE)) {
            activityChanges.put(job, before == null ? change : before.plus(change));
        }
    }

    DeploymentCounts deploymentCounts() {
        return deploymentCounts;
    }

    SummaryChanges summaries() {
        return summaries;
    }

    Sharing sharing() {
        return sharing;
    }

    void putJob(Job job) {
        JobId id = JobId.of(job);
        Job before = tables.jobs.get(id);
        tables.jobs = tables.jobs.with(id, job, edit);
        touch(Table.JOBS, new Watch.OneJob(id));
        if (!job.parentId().isEmpty()) {
            JobId parent = new JobId(job.namespace(), job.parentId());
            tables.childrenByJob = tables.childrenByJob.with(parent, job.id(), index, edit);
            summaries.childChanged(parent, before == null ? null : before.status(), job.status());
        }
    }

    void putNode(Node node) {
        QuotaChanges.pooledAnew(this, node.id(), QuotaChanges.pool(tables, node.id()), node.nodePool());
        tables.nodes = tables.nodes.with(node.id(), node, edit);
        touch(Table.NODES, new Watch.OneNode(node.id()));
    }

    void removeNode(String id) {
        QuotaChanges.pooledAnew(this, id, QuotaChanges.pool(tables, id), "");
        tables.nodes = tables.nodes.without(id, edit);
        tables.workIndexes = tables.workIndexes.without(id, edit);
        touchRemoval(Table.NODES, new Watch.OneNode(id));
    }

    void putAllocation(Allocation after) {
        putAllocation(tables.allocations.get(after.id()), after);
    }

    /**
     * Puts an allocation in the place of another.
     *
     * @param before the one of the same id that is there
     */
    void putAllocation(@Nullable Allocation before, Allocation after) {
        JobId job = sharing.jobOf(after);
        tables.allocations = tables.allocations.with(after.id(), after, edit);
        group(before, after, job);
        changeUsage(before, after);
        if (isOfCurrentJob(after, job)) {
            summaries.allocationChanged(before, after, job);
        }
        count(job, activity(before, after));
    }

    void removeAllocation(Allocation gone) {
        JobId job = sharing.jobOf(gone);
        tables.allocations = tables.allocations.without(gone.id(), edit);
        tables.removals.put(Table.ALLOCATIONS, index);
        ungroup(gone, job);
        changeUsage(gone, null);
        touchWork(gone.nodeId());
        count(job, activity(gone, null));
    }

    /** False for what is left of a job that was purged, even when another has taken its id since. */
    private boolean isOfCurrentJob(Allocation allocation, JobId job) {
        Job own = allocation.job();
        Job current = own == null ? null : currentJob(job);
        return current != null && own != null && own.createIndex() == current.createIndex();
    }

    @SuppressWarnings("ReferenceEquality") // asked again and again for the same job, and jobs seldom change meanwhile
    private @Nullable Job currentJob(JobId id) {
        if (lastJobId != id || lastJobs != tables.jobs) {
            lastJobId = id;
            lastJobs = tables.jobs;
            lastJob = tables.jobs.get(id);
        }
        return lastJob;
    }

    /** Whether the job claims volumes, which is asked again and again for the same job. */
    @SuppressWarnings("ReferenceEquality")
    boolean claimsVolumes(@Nullable Job job) {
        if (job != lastVolumesJob) {
            lastVolumesJob = job;
            lastClaims = VolumeChanges.claims(job);
        }
        return lastClaims;
    }

    static JobId jobOf(Allocation allocation) {
        return new JobId(allocation.namespace(), allocation.jobId());
    }

    private static JobActivity activity(@Nullable Allocation before, @Nullable Allocation after) {
        int live = live(after) - live(before);
        int all = (after == null ? 0 : 1) - (before == null ? 0 : 1);
        return live == 0 && all == 0 ? JobActivity.NONE : new JobActivity(live, all, 0, 0, 0);
    }

    private static int live(@Nullable Allocation allocation) {
        return allocation == null || Statuses.terminal(allocation) ? 0 : 1;
    }

    private void group(@Nullable Allocation before, Allocation after, JobId job) {
        String id = after.id();
        String deployment = after.deploymentId();
        if (before == null) {
            tables.allocationsByJob = tables.allocationsByJob.with(job, id, index, edit);
            tables.allocationsByNode = tables.allocationsByNode.with(after.nodeId(), id, index, edit);
        } else {
            tables.allocationsByJob = tables.allocationsByJob.touched(job, index, edit);
            tables.allocationsByNode = tables.allocationsByNode.touched(after.nodeId(), index, edit);
        }
        tables.allocationsByEvaluation = before != null && before.evalId().equals(after.evalId())
                ? tables.allocationsByEvaluation.touched(after.evalId(), index, edit)
                : tables.allocationsByEvaluation.with(after.evalId(), id, index, edit);
        if (!deployment.isEmpty()) {
            tables.allocationsByDeployment =
                    before != null && before.deploymentId().equals(deployment)
                            ? tables.allocationsByDeployment.touched(deployment, index, edit)
                            : tables.allocationsByDeployment.with(deployment, id, index, edit);
        }
        touchAllocation(after, job);
    }

    private void ungroup(Allocation allocation, JobId job) {
        String id = allocation.id();
        tables.allocationsByJob = tables.allocationsByJob.without(job, id, index, edit);
        tables.allocationsByNode = tables.allocationsByNode.without(allocation.nodeId(), id, index, edit);
        tables.allocationsByEvaluation = tables.allocationsByEvaluation.without(allocation.evalId(), id, index, edit);
        tables.allocationsByDeployment =
                tables.allocationsByDeployment.without(allocation.deploymentId(), id, index, edit);
        touchAllocation(allocation, job);
    }

    /** An allocation moves to another evaluation or deployment when it is updated in place. */
    void regroup(Allocation before, Allocation after) {
        if (!before.evalId().equals(after.evalId())) {
            tables.allocationsByEvaluation =
                    tables.allocationsByEvaluation.without(before.evalId(), before.id(), index, edit);
            touchRemoval(Table.ALLOCATIONS, new Watch.AllocationsOfEvaluation(before.evalId()));
        }
        if (!before.deploymentId().equals(after.deploymentId())) {
            tables.allocationsByDeployment =
                    tables.allocationsByDeployment.without(before.deploymentId(), before.id(), index, edit);
            touchRemoval(Table.ALLOCATIONS, new Watch.AllocationsOfDeployment(before.deploymentId()));
        }
    }

    private void touchAllocation(Allocation allocation, JobId job) {
        touch(Table.ALLOCATIONS);
        touched.add(allocation, job);
    }

    /** The node has to be told of a change that did not come from itself. */
    void touchWork(String nodeId) {
        tables.workIndexes = tables.workIndexes.with(nodeId, index, edit);
        touch(new Watch.WorkOfNode(nodeId));
    }

    private void changeUsage(@Nullable Allocation before, @Nullable Allocation after) {
        Allocation held = before != null && Statuses.holdsRoom(before) ? before : null;
        Allocation holds = after != null && Statuses.holdsRoom(after) ? after : null;
        if (held != null && holds != null && holdSame(held, holds)) {
            return;
        }
        VolumeChanges.changed(this, held, holds);
        if (held != null) {
            NodeUsage usage = tables.usage.getOrDefault(held.nodeId(), NodeUsage.NONE);
            putUsage(held.nodeId(), usage.minus(AllocationUse.of(held)));
            QuotaChanges.released(this, held);
        }
        if (holds != null) {
            NodeUsage usage = tables.usage.getOrDefault(holds.nodeId(), NodeUsage.NONE);
            putUsage(holds.nodeId(), usage.plus(AllocationUse.of(holds)));
            QuotaChanges.taken(this, holds);
        }
    }

    private static boolean holdSame(Allocation one, Allocation other) {
        return one.nodeId().equals(other.nodeId())
                && Objects.equals(one.allocatedResources(), other.allocatedResources());
    }

    private void putUsage(String nodeId, NodeUsage usage) {
        tables.usage =
                usage.allocations() == 0 ? tables.usage.without(nodeId, edit) : tables.usage.with(nodeId, usage, edit);
    }

    void putEvaluation(Evaluation after) {
        Evaluation before = tables.evaluations.get(after.id());
        tables.evaluations = tables.evaluations.with(after.id(), after, edit);
        JobId job = new JobId(after.namespace(), after.jobId());
        tables.evaluationsByJob = tables.evaluationsByJob.with(job, after.id(), index, edit);
        touch(Table.EVALUATIONS, new Watch.OneEvaluation(after.id()));
        touch(new Watch.EvaluationsOfJob(job));
        int openBefore = before == null || Statuses.terminal(before.status()) ? 0 : 1;
        int openAfter = Statuses.terminal(after.status()) ? 0 : 1;
        count(job, new JobActivity(0, 0, openAfter - openBefore, before == null ? 1 : 0, 0));
        summaries.queued(job, after.queuedAllocations());
    }

    void removeEvaluation(Evaluation gone) {
        tables.evaluations = tables.evaluations.without(gone.id(), edit);
        JobId job = new JobId(gone.namespace(), gone.jobId());
        tables.evaluationsByJob = tables.evaluationsByJob.without(job, gone.id(), index, edit);
        touchRemoval(Table.EVALUATIONS, new Watch.OneEvaluation(gone.id()));
        touch(new Watch.EvaluationsOfJob(job));
        count(job, new JobActivity(0, 0, Statuses.terminal(gone.status()) ? 0 : -1, -1, 0));
    }

    void putDeployment(Deployment after) {
        Deployment before = tables.deployments.get(after.id());
        tables.deployments = tables.deployments.with(after.id(), after, edit);
        JobId job = new JobId(after.namespace(), after.jobId());
        tables.deploymentsByJob = tables.deploymentsByJob.with(job, after.id(), index, edit);
        touchDeployment(after.id(), job);
        int activeBefore = before != null && Statuses.active(before.status()) ? 1 : 0;
        int activeAfter = Statuses.active(after.status()) ? 1 : 0;
        count(job, new JobActivity(0, 0, 0, 0, activeAfter - activeBefore));
    }

    void removeDeployment(Deployment gone) {
        tables.deployments = tables.deployments.without(gone.id(), edit);
        JobId job = new JobId(gone.namespace(), gone.jobId());
        tables.deploymentsByJob = tables.deploymentsByJob.without(job, gone.id(), index, edit);
        tables.removals.put(Table.DEPLOYMENTS, index);
        touchDeployment(gone.id(), job);
        count(job, new JobActivity(0, 0, 0, 0, Statuses.active(gone.status()) ? -1 : 0));
    }

    private void touchDeployment(String id, JobId job) {
        touch(Table.DEPLOYMENTS, new Watch.OneDeployment(id));
        touch(new Watch.DeploymentsOfJob(job));
    }
}
