package dev.drover.cli;

import dev.drover.cli.alloc.AllocChecksCommand;
import dev.drover.cli.alloc.AllocExecCommand;
import dev.drover.cli.alloc.AllocFilesCommand;
import dev.drover.cli.alloc.AllocLogsCommand;
import dev.drover.cli.alloc.AllocPauseCommand;
import dev.drover.cli.alloc.AllocRestartCommand;
import dev.drover.cli.alloc.AllocSignalCommand;
import dev.drover.cli.alloc.AllocStatusCommand;
import dev.drover.cli.alloc.AllocStopCommand;
import dev.drover.cli.alloc.JobActionCommand;
import dev.drover.cli.deployment.DeploymentFailCommand;
import dev.drover.cli.deployment.DeploymentListCommand;
import dev.drover.cli.deployment.DeploymentPauseCommand;
import dev.drover.cli.deployment.DeploymentPromoteCommand;
import dev.drover.cli.deployment.DeploymentResumeCommand;
import dev.drover.cli.deployment.DeploymentStatusCommand;
import dev.drover.cli.deployment.DeploymentUnblockCommand;
import dev.drover.cli.eval.EvalDeleteCommand;
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
import dev.drover.cli.job.JobPromoteCommand;
import dev.drover.cli.job.JobRestartCommand;
import dev.drover.cli.job.JobRevertCommand;
import dev.drover.cli.job.JobRunCommand;
import dev.drover.cli.job.JobScaleCommand;
import dev.drover.cli.job.JobScalingEventsCommand;
import dev.drover.cli.job.JobStartCommand;
import dev.drover.cli.job.JobStatusCommand;
import dev.drover.cli.job.JobStopCommand;
import dev.drover.cli.job.JobTagApplyCommand;
import dev.drover.cli.job.JobTagUnsetCommand;
import dev.drover.cli.job.JobValidateCommand;
import dev.drover.cli.recommendation.RecommendationApplyCommand;
import dev.drover.cli.recommendation.RecommendationDismissCommand;
import dev.drover.cli.recommendation.RecommendationInfoCommand;
import dev.drover.cli.recommendation.RecommendationListCommand;
import dev.drover.cli.scaling.ScalingPolicyInfoCommand;
import dev.drover.cli.scaling.ScalingPolicyListCommand;
import dev.drover.cli.sentinel.SentinelApplyCommand;
import dev.drover.cli.sentinel.SentinelDeleteCommand;
import dev.drover.cli.sentinel.SentinelListCommand;
import dev.drover.cli.sentinel.SentinelReadCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is run: jobs, allocations, deployments, evaluations. */
final class WorkCommands {
    static final List<String> NAMES = List.of(
            "alloc checks",
            "alloc exec",
            "alloc fs",
            "alloc logs",
            "alloc pause",
            "alloc restart",
            "alloc signal",
            "alloc status",
            "alloc stop",
            "deployment fail",
            "deployment list",
            "deployment pause",
            "deployment promote",
            "deployment resume",
            "deployment status",
            "deployment unblock",
            "eval delete",
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
            "job promote",
            "job restart",
            "job revert",
            "job run",
            "job scale",
            "job scaling-events",
            "job start",
            "job status",
            "job stop",
            "job tag apply",
            "job tag unset",
            "job validate",
            "recommendation apply",
            "recommendation dismiss",
            "recommendation info",
            "recommendation list",
            "scaling policy info",
            "scaling policy list",
            "sentinel apply",
            "sentinel delete",
            "sentinel list",
            "sentinel read");

    private WorkCommands() {}

    static @Nullable Command create(String name) {
        return switch (name) {
            case "alloc checks" -> Commands.lazy(new AllocChecksCommand());
            case "alloc exec", "exec" -> Commands.lazy(new AllocExecCommand());
            case "alloc fs", "fs" -> Commands.lazy(new AllocFilesCommand());
            case "alloc logs", "logs" -> Commands.lazy(new AllocLogsCommand());
            case "alloc pause" -> Commands.lazy(new AllocPauseCommand());
            case "alloc restart" -> Commands.lazy(new AllocRestartCommand());
            case "alloc signal" -> Commands.lazy(new AllocSignalCommand());
            case "alloc status", "alloc-status" -> Commands.lazy(new AllocStatusCommand());
            case "alloc stop" -> Commands.lazy(new AllocStopCommand());
            case "deployment fail" -> Commands.lazy(new DeploymentFailCommand());
            case "deployment list" -> Commands.lazy(new DeploymentListCommand());
            case "deployment pause" -> Commands.lazy(new DeploymentPauseCommand());
            case "deployment promote" -> Commands.lazy(new DeploymentPromoteCommand());
            case "deployment resume" -> Commands.lazy(new DeploymentResumeCommand());
            case "deployment status" -> Commands.lazy(new DeploymentStatusCommand());
            case "deployment unblock" -> Commands.lazy(new DeploymentUnblockCommand());
            case "eval delete" -> Commands.lazy(new EvalDeleteCommand());
            case "eval list" -> Commands.lazy(new EvalListCommand());
            case "eval status", "eval-status" -> Commands.lazy(new EvalStatusCommand());
            case "fmt" -> Commands.lazy(new FormatCommand());
            case "job action", "action" -> Commands.lazy(new JobActionCommand());
            case "job allocs" -> Commands.lazy(new JobAllocsCommand());
            case "job deployments" -> Commands.lazy(new JobDeploymentsCommand());
            case "job dispatch" -> Commands.lazy(new JobDispatchCommand());
            case "job eval" -> Commands.lazy(new JobEvalCommand());
            case "job history" -> Commands.lazy(new JobHistoryCommand());
            case "job init", "init" -> Commands.lazy(new JobInitCommand());
            case "job inspect", "inspect" -> Commands.lazy(new JobInspectCommand());
            case "job periodic force" -> Commands.lazy(new JobPeriodicForceCommand());
            case "job plan", "plan" -> Commands.lazy(new JobPlanCommand());
            case "job promote" -> Commands.lazy(new JobPromoteCommand());
            case "job restart" -> Commands.lazy(new JobRestartCommand());
            case "job revert" -> Commands.lazy(new JobRevertCommand());
            case "job run", "run" -> Commands.lazy(new JobRunCommand());
            case "job scale" -> Commands.lazy(new JobScaleCommand());
            case "job scaling-events" -> Commands.lazy(new JobScalingEventsCommand());
            case "job start", "start" -> Commands.lazy(new JobStartCommand());
            case "job status" -> Commands.lazy(new JobStatusCommand());
            case "job stop", "stop" -> Commands.lazy(new JobStopCommand());
            case "job tag apply" -> Commands.lazy(new JobTagApplyCommand());
            case "job tag unset" -> Commands.lazy(new JobTagUnsetCommand());
            case "job validate", "validate" -> Commands.lazy(new JobValidateCommand());
            case "recommendation apply" -> Commands.lazy(new RecommendationApplyCommand());
            case "recommendation dismiss" -> Commands.lazy(new RecommendationDismissCommand());
            case "recommendation info" -> Commands.lazy(new RecommendationInfoCommand());
            case "recommendation list" -> Commands.lazy(new RecommendationListCommand());
            case "scaling policy info" -> Commands.lazy(new ScalingPolicyInfoCommand());
            case "scaling policy list" -> Commands.lazy(new ScalingPolicyListCommand());
            case "sentinel apply" -> Commands.lazy(new SentinelApplyCommand());
            case "sentinel delete" -> Commands.lazy(new SentinelDeleteCommand());
            case "sentinel list" -> Commands.lazy(new SentinelListCommand());
            case "sentinel read" -> Commands.lazy(new SentinelReadCommand());
            default -> null;
        };
    }
}
