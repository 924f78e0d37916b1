package dev.drover.state;

import dev.drover.model.job.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * At which index that changed last which a watch stands for. It never falls, and it rises only by what the watch stands for, but
 * for one thing: of what is not there nothing is kept, so that it counts as changed whenever a record leaves its table.
 */
final class WatchIndex {
    private WatchIndex() {}

    static long of(State state, Watch watch) {
        return Math.max(ofContent(state, watch), state.tables.restoredAt);
    }

    private static long ofContent(State state, Watch watch) {
        Tables tables = state.tables;
        return switch (watch) {
            case Watch.Whole(Table table) -> tables.index(table);
            case Watch.OneJob(JobId id) ->
                or(state.job(id).map(job -> job.modifyIndex()).orElse(null), tables, Table.JOBS);
            case Watch.VersionsOfJob(JobId id) -> or(newestChange(state.jobVersions(id)), tables, Table.JOB_VERSIONS);
            case Watch.SummaryOfJob(JobId id) ->
                or(state.summary(id).map(summary -> summary.modifyIndex()).orElse(null), tables, Table.JOB_SUMMARIES);
            case Watch.OneNode(String id) ->
                or(state.node(id).map(node -> node.modifyIndex()).orElse(null), tables, Table.NODES);
            case Watch.OneAllocation(String id) ->
                or(state.allocation(id).map(found -> found.modifyIndex()).orElse(null), tables, Table.ALLOCATIONS);
            case Watch.OneEvaluation(String id) ->
                or(state.evaluation(id).map(found -> found.modifyIndex()).orElse(null), tables, Table.EVALUATIONS);
            case Watch.OneDeployment(String id) ->
                or(state.deployment(id).map(found -> found.modifyIndex()).orElse(null), tables, Table.DEPLOYMENTS);
            case Watch.AllocationsOfJob(JobId id) ->
                or(tables.allocationsByJob.changedAt(id), tables, Table.ALLOCATIONS);
            case Watch.AllocationsOfNode(String id) ->
                or(tables.allocationsByNode.changedAt(id), tables, Table.ALLOCATIONS);
            case Watch.WorkOfNode(String id) -> or(tables.workIndexes.get(id), tables, Table.NODES);
            case Watch.AllocationsOfEvaluation(String id) ->
                or(tables.allocationsByEvaluation.changedAt(id), tables, Table.ALLOCATIONS);
            case Watch.AllocationsOfDeployment(String id) ->
                or(tables.allocationsByDeployment.changedAt(id), tables, Table.ALLOCATIONS);
            case Watch.EvaluationsOfJob(JobId id) ->
                or(tables.evaluationsByJob.changedAt(id), tables, Table.EVALUATIONS);
            case Watch.DeploymentsOfJob(JobId id) ->
                or(tables.deploymentsByJob.changedAt(id), tables, Table.DEPLOYMENTS);
        };
    }

    /** An older version can change too, by a tag or by being found stable. */
    private static @Nullable Long newestChange(List<Job> versions) {
        return versions.isEmpty()
                ? null
                : Long.valueOf(
                        versions.stream().mapToLong(Job::modifyIndex).max().orElse(0));
    }

    /** What is not there was last changed, if ever, when something was taken out of the table. */
    private static long or(@Nullable Long index, Tables tables, Table table) {
        return index == null ? tables.removal(table) : index;
    }
}
