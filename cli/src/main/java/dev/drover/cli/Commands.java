package dev.drover.cli;

import dev.drover.cli.alloc.AllocChecksCommand;
import dev.drover.cli.alloc.AllocFilesCommand;
import dev.drover.cli.alloc.AllocLogsCommand;
import dev.drover.cli.alloc.AllocRestartCommand;
import dev.drover.cli.alloc.AllocSignalCommand;
import dev.drover.cli.alloc.AllocStatusCommand;
import dev.drover.cli.alloc.AllocStopCommand;
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
import dev.drover.cli.job.JobValidateCommand;
import dev.drover.cli.node.NodeEligibilityCommand;
import dev.drover.cli.node.NodeStatusCommand;
import dev.drover.cli.operator.AgentInfoCommand;
import dev.drover.cli.operator.OperatorApiCommand;
import dev.drover.cli.operator.ServerMembersCommand;
import dev.drover.cli.operator.StatusCommand;
import dev.drover.cli.operator.SystemGcCommand;
import dev.drover.cli.operator.VersionCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands by name. A class is loaded only when its line is reached. */
final class Commands {
    /** In the longest name. */
    static final int MOST_WORDS = 3;

    private Commands() {}

    static @Nullable Command create(String name) {
        return switch (name) {
            case "version" -> new VersionCommand();
            case "job run", "run" -> new JobRunCommand();
            case "job status" -> new JobStatusCommand();
            case "job stop", "stop" -> new JobStopCommand();
            case "job plan", "plan" -> new JobPlanCommand();
            case "job validate", "validate" -> new JobValidateCommand();
            case "job inspect", "inspect" -> new JobInspectCommand();
            case "job init", "init" -> new JobInitCommand();
            case "job dispatch" -> new JobDispatchCommand();
            case "job history" -> new JobHistoryCommand();
            case "job eval" -> new JobEvalCommand();
            case "job allocs" -> new JobAllocsCommand();
            case "job deployments" -> new JobDeploymentsCommand();
            case "job periodic force" -> new JobPeriodicForceCommand();
            case "job revert" -> new JobRevertCommand();
            case "alloc status", "alloc-status" -> new AllocStatusCommand();
            case "alloc logs", "logs" -> new AllocLogsCommand();
            case "alloc stop" -> new AllocStopCommand();
            case "alloc restart" -> new AllocRestartCommand();
            case "alloc signal" -> new AllocSignalCommand();
            case "alloc fs", "fs" -> new AllocFilesCommand();
            case "alloc checks" -> new AllocChecksCommand();
            case "node status", "node-status" -> new NodeStatusCommand();
            case "node eligibility" -> new NodeEligibilityCommand();
            case "eval status", "eval-status" -> new EvalStatusCommand();
            case "eval list" -> new EvalListCommand();
            case "deployment list" -> new DeploymentListCommand();
            case "deployment status" -> new DeploymentStatusCommand();
            case "status" -> new StatusCommand();
            case "server members", "server-members" -> new ServerMembersCommand();
            case "agent-info" -> new AgentInfoCommand();
            case "system gc" -> new SystemGcCommand();
            case "operator api" -> new OperatorApiCommand();
            case "fmt" -> new FormatCommand();
            default -> null;
        };
    }

    /** Every name that help shows. */
    static List<String> names() {
        return List.of(
                "agent-info",
                "alloc checks",
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
                "job validate",
                "node eligibility",
                "node status",
                "operator api",
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
                "fs",
                "alloc-status",
                "node-status",
                "eval-status",
                "server-members");
    }
}
