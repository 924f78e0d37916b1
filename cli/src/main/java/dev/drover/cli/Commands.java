package dev.drover.cli;

import dev.drover.cli.alloc.AllocChecksCommand;
import dev.drover.cli.alloc.AllocExecCommand;
import dev.drover.cli.alloc.AllocFilesCommand;
import dev.drover.cli.alloc.AllocLogsCommand;
import dev.drover.cli.alloc.AllocRestartCommand;
import dev.drover.cli.alloc.AllocSignalCommand;
import dev.drover.cli.alloc.AllocStatusCommand;
import dev.drover.cli.alloc.AllocStopCommand;
import dev.drover.cli.alloc.JobActionCommand;
import dev.drover.cli.deployment.DeploymentListCommand;
import dev.drover.cli.deployment.DeploymentStatusCommand;
import dev.drover.cli.eval.EvalListCommand;
import dev.drover.cli.eval.EvalStatusCommand;
import dev.drover.cli.job.FormatCommand;
import dev.drover.cli.job.JobAllocsCommand;
import dev.drover.cli.job.JobDeploymentsCommand;
import dev.drover.cli.job.JobDispatchCommand;
import dev.drover.cli.job.JobEvalCommand;
import dev.drover.cli.job.JobHistoryCommand;
import dev.drover.cli.job.JobInitCommand;
import dev.drover.cli.job.JobInspectCommand;
import dev.drover.cli.job.JobPeriodicForceCommand;
import dev.drover.cli.job.JobPlanCommand;
import dev.drover.cli.job.JobRevertCommand;
import dev.drover.cli.job.JobRunCommand;
import dev.drover.cli.job.JobStatusCommand;
import dev.drover.cli.job.JobStopCommand;
import dev.drover.cli.job.JobTagApplyCommand;
import dev.drover.cli.job.JobTagUnsetCommand;
import dev.drover.cli.job.JobValidateCommand;
import dev.drover.cli.namespace.NamespaceApplyCommand;
import dev.drover.cli.node.NodeDrainCommand;
import dev.drover.cli.node.NodeEligibilityCommand;
import dev.drover.cli.node.NodeStatusCommand;
import dev.drover.cli.operator.AgentInfoCommand;
import dev.drover.cli.operator.OperatorApiCommand;
import dev.drover.cli.operator.RaftListPeersCommand;
import dev.drover.cli.operator.RaftRemovePeerCommand;
import dev.drover.cli.operator.RaftTransferLeadershipCommand;
import dev.drover.cli.operator.ServerForceLeaveCommand;
import dev.drover.cli.operator.ServerJoinCommand;
import dev.drover.cli.operator.ServerMembersCommand;
import dev.drover.cli.operator.SnapshotInspectCommand;
import dev.drover.cli.operator.SnapshotRestoreCommand;
import dev.drover.cli.operator.SnapshotSaveCommand;
import dev.drover.cli.operator.StatusCommand;
import dev.drover.cli.operator.SystemGcCommand;
import dev.drover.cli.operator.VersionCommand;
import dev.drover.cli.quota.QuotaApplyCommand;
import dev.drover.cli.quota.QuotaDeleteCommand;
import dev.drover.cli.quota.QuotaInitCommand;
import dev.drover.cli.quota.QuotaInspectCommand;
import dev.drover.cli.quota.QuotaListCommand;
import dev.drover.cli.quota.QuotaStatusCommand;
import dev.drover.cli.scaling.ScalingPolicyInfoCommand;
import dev.drover.cli.scaling.ScalingPolicyListCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands by name. A class is loaded only when its line is reached. */
final class Commands {
    /** In the longest name. */
    static final int MOST_WORDS = 3;

    private Commands() {}

    static @Nullable Command create(String name) {
        return switch (name) {
            case "version" -> lazy(new VersionCommand());
            case "job run", "run" -> lazy(new JobRunCommand());
            case "job status" -> lazy(new JobStatusCommand());
            case "job stop", "stop" -> lazy(new JobStopCommand());
            case "job plan", "plan" -> lazy(new JobPlanCommand());
            case "job validate", "validate" -> lazy(new JobValidateCommand());
            case "job inspect", "inspect" -> lazy(new JobInspectCommand());
            case "job init", "init" -> lazy(new JobInitCommand());
            case "job dispatch" -> lazy(new JobDispatchCommand());
            case "job history" -> lazy(new JobHistoryCommand());
            case "job eval" -> lazy(new JobEvalCommand());
            case "job allocs" -> lazy(new JobAllocsCommand());
            case "job deployments" -> lazy(new JobDeploymentsCommand());
            case "job periodic force" -> lazy(new JobPeriodicForceCommand());
            case "job tag apply" -> lazy(new JobTagApplyCommand());
            case "job tag unset" -> lazy(new JobTagUnsetCommand());
            case "job revert" -> lazy(new JobRevertCommand());
            case "alloc status", "alloc-status" -> lazy(new AllocStatusCommand());
            case "alloc logs", "logs" -> lazy(new AllocLogsCommand());
            case "alloc exec", "exec" -> lazy(new AllocExecCommand());
            case "job action", "action" -> lazy(new JobActionCommand());
            case "alloc stop" -> lazy(new AllocStopCommand());
            case "alloc restart" -> lazy(new AllocRestartCommand());
            case "alloc signal" -> lazy(new AllocSignalCommand());
            case "alloc fs", "fs" -> lazy(new AllocFilesCommand());
            case "alloc checks" -> lazy(new AllocChecksCommand());
            case "node status", "node-status" -> lazy(new NodeStatusCommand());
            case "node drain", "node-drain" -> lazy(new NodeDrainCommand());
            case "node eligibility" -> lazy(new NodeEligibilityCommand());
            case "eval status", "eval-status" -> lazy(new EvalStatusCommand());
            case "eval list" -> lazy(new EvalListCommand());
            case "deployment list" -> lazy(new DeploymentListCommand());
            case "deployment status" -> lazy(new DeploymentStatusCommand());
            case "scaling policy list" -> lazy(new ScalingPolicyListCommand());
            case "scaling policy info" -> lazy(new ScalingPolicyInfoCommand());
            case "status" -> lazy(new StatusCommand());
            case "server members", "server-members" -> lazy(new ServerMembersCommand());
            case "server join", "server-join" -> lazy(new ServerJoinCommand());
            case "server force-leave", "server-force-leave" -> lazy(new ServerForceLeaveCommand());
            case "agent-info" -> lazy(new AgentInfoCommand());
            case "system gc" -> lazy(new SystemGcCommand());
            case "operator api" -> lazy(new OperatorApiCommand());
            case "operator raft list-peers" -> lazy(new RaftListPeersCommand());
            case "operator raft remove-peer" -> lazy(new RaftRemovePeerCommand());
            case "operator raft transfer-leadership" -> lazy(new RaftTransferLeadershipCommand());
            case "operator snapshot save" -> lazy(new SnapshotSaveCommand());
            case "operator snapshot inspect" -> lazy(new SnapshotInspectCommand());
            case "operator snapshot restore" -> lazy(new SnapshotRestoreCommand());
            case "namespace apply" -> lazy(new NamespaceApplyCommand());
            case "quota apply" -> lazy(new QuotaApplyCommand());
            case "quota delete" -> lazy(new QuotaDeleteCommand());
            case "quota init" -> lazy(new QuotaInitCommand());
            case "quota inspect" -> lazy(new QuotaInspectCommand());
            case "quota list" -> lazy(new QuotaListCommand());
            case "quota status" -> lazy(new QuotaStatusCommand());
            case "fmt" -> lazy(new FormatCommand());
            default -> null;
        };
    }

    /** Hides which class it is: to find what the classes above have in common, the virtual machine would load them all. */
    private static Command lazy(Command command) {
        return command;
    }

    /** Every name that help shows. */
    static List<String> names() {
        return List.of(
                "agent-info",
                "alloc checks",
                "alloc exec",
                "alloc fs",
                "alloc logs",
                "alloc restart",
                "alloc signal",
                "alloc status",
                "alloc stop",
                "deployment list",
                "deployment status",
                "eval list",
                "eval status",
                "fmt",
                "job action",
                "job allocs",
                "job deployments",
                "job dispatch",
                "job eval",
                "job history",
                "job init",
                "job inspect",
                "job periodic force",
                "job plan",
                "job revert",
                "job run",
                "job status",
                "job stop",
                "job tag apply",
                "job tag unset",
                "job validate",
                "namespace apply",
                "node drain",
                "node eligibility",
                "node status",
                "operator api",
                "operator raft list-peers",
                "operator raft remove-peer",
                "operator raft transfer-leadership",
                "operator snapshot inspect",
                "operator snapshot restore",
                "operator snapshot save",
                "quota apply",
                "quota delete",
                "quota init",
                "quota inspect",
                "quota list",
                "quota status",
                "scaling policy info",
                "scaling policy list",
                "server force-leave",
                "server join",
                "server members",
                "status",
                "system gc",
                "version");
    }

    /** Shorter or older names of commands, which help does not repeat. */
    static List<String> aliases() {
        return List.of(
                "run",
                "stop",
                "plan",
                "validate",
                "inspect",
                "init",
                "logs",
                "exec",
                "action",
                "fs",
                "alloc-status",
                "node-drain",
                "node-status",
                "eval-status",
                "server-members",
                "server-join",
                "server-force-leave");
    }
}
