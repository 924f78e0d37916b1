package dev.drover.state;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.OneTimeToken;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.JobSummary;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodePool;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.volume.CSIVolume;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A table as rows, for whoever writes a state down and reads it back. All that is not here follows from what is.
 *
 * @param name as snapshots call it; never changes
 * @param rows in an order that depends on nothing but the rows
 */
public record TableContents<R>(
        String name, Class<R> row, Function<State, Iterable<R>> rows, BiConsumer<StateBuilder, R> adder) {

    /** In the order in which they are to be read, since later ones refer to earlier ones. */
    public static List<TableContents<?>> all() {
        List<TableContents<?>> all = new ArrayList<>();
        addSettings(all);
        addAccess(all);
        addJobs(all);
        addWork(all);
        addIndexes(all);
        return all;
    }

    private static void addSettings(List<TableContents<?>> all) {
        all.add(new TableContents<>(
                "scheduler_configuration",
                SchedulerConfiguration.class,
                state -> List.of(state.schedulerConfiguration()),
                StateBuilder::configure));
        all.add(new TableContents<>(
                "autopilot_configuration",
                AutopilotConfiguration.class,
                state -> List.of(state.autopilotConfiguration()),
                StateBuilder::configure));
        all.add(new TableContents<>("namespaces", Namespace.class, State::namespaces, StateBuilder::addNamespace));
        all.add(new TableContents<>("node_pools", NodePool.class, State::nodePools, StateBuilder::addNodePool));
        all.add(new TableContents<>("quotas", QuotaSpec.class, State::quotas, StateBuilder::addQuota));
        all.add(new TableContents<>("csi_volumes", CSIVolume.class, State::csiVolumes, StateBuilder::addCsiVolume));
    }

    private static void addAccess(List<TableContents<?>> all) {
        all.add(new TableContents<>("acl_policies", ACLPolicy.class, State::aclPolicies, StateBuilder::addAclPolicy));
        all.add(new TableContents<>("acl_tokens", ACLToken.class, State::aclTokens, StateBuilder::addAclToken));
        all.add(new TableContents<>("acl_roles", ACLRole.class, State::aclRoles, StateBuilder::addAclRole));
        all.add(new TableContents<>(
                "one_time_tokens", OneTimeToken.class, State::oneTimeTokens, StateBuilder::addOneTimeToken));
        all.add(new TableContents<>(
                "acl_bootstrap", Rows.AclBootstrap.class, RowsOfState::aclBootstrap, StateBuilder::addAclBootstrap));
        all.add(new TableContents<>("root_keys", RootKey.class, State::rootKeys, StateBuilder::addRootKey));
    }

    private static void addJobs(List<TableContents<?>> all) {
        all.add(new TableContents<>("jobs", Rows.JobHistory.class, RowsOfState::jobs, StateBuilder::addJob));
        all.add(new TableContents<>(
                "job_summaries", JobSummary.class, state -> state.tables.summaries.values(), StateBuilder::addSummary));
        all.add(new TableContents<>(
                "job_submissions", Rows.Submissions.class, RowsOfState::submissions, StateBuilder::addSubmissions));
        all.add(new TableContents<>(
                "scaling_events",
                Rows.ScalingEvents.class,
                RowsOfState::scalingEvents,
                StateBuilder::addScalingEvents));
        all.add(new TableContents<>(
                "scaling_policies", ScalingPolicy.class, State::scalingPolicies, StateBuilder::addScalingPolicy));
        all.add(new TableContents<>(
                "periodic_launches", Rows.Launch.class, RowsOfState::launches, StateBuilder::addLaunch));
    }

    private static void addWork(List<TableContents<?>> all) {
        all.add(new TableContents<>("nodes", Node.class, State::nodes, StateBuilder::addNode));
        all.add(new TableContents<>("evaluations", Evaluation.class, State::evaluations, StateBuilder::addEvaluation));
        all.add(new TableContents<>("deployments", Deployment.class, State::deployments, StateBuilder::addDeployment));
        all.add(new TableContents<>(
                "allocations", Allocation.class, RowsOfState::allocations, StateBuilder::addAllocation));
    }

    private static void addIndexes(List<TableContents<?>> all) {
        all.add(new TableContents<>(
                "table_indexes", Rows.TableIndex.class, RowsOfState::tableIndexes, StateBuilder::addTableIndex));
        all.add(new TableContents<>(
                "work_indexes", Rows.WorkIndex.class, RowsOfState::workIndexes, StateBuilder::addWorkIndex));
        all.add(new TableContents<>(
                "job_group_indexes",
                Rows.JobGroupIndex.class,
                RowsOfState::jobGroupIndexes,
                StateBuilder::addJobGroupIndex));
        all.add(new TableContents<>(
                "group_indexes", Rows.GroupIndex.class, RowsOfState::groupIndexes, StateBuilder::addGroupIndex));
        all.add(new TableContents<>("restored", Rows.Restored.class, RowsOfState::restored, StateBuilder::addRestored));
        all.add(new TableContents<>(
                "restore_parts", Rows.RestorePart.class, RowsOfState::restoreParts, StateBuilder::addRestorePart));
    }
}
