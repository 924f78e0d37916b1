package dev.drover.server.deployment;

import dev.drover.model.api.DeploymentUpdateResponse;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.JobSpecs;
import dev.drover.server.Core;
import dev.drover.server.eval.Triggers;
import dev.drover.state.JobId;
import dev.drover.state.Times;
import dev.drover.state.command.DeploymentCommand;
import dev.drover.state.plan.DeploymentStatusUpdate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps that a deployment can be made to take, by the watcher or by a person. */
final class Deployments {
    private final Core core;

    Deployments(Core core) {
        this.core = core;
    }

    /** Fails the deployment, and goes back to the last stable version where that is wanted. */
    DeploymentUpdateResponse fail(Deployment deployment, String reason) {
        Optional<Job> stable = wantsRevert(deployment) ? lastStable(deployment) : Optional.empty();
        String description = !wantsRevert(deployment)
                ? reason
                : stable.map(job -> reason + " - rolling back to job version " + job.version())
                        .orElse(reason + " - no stable job version to auto revert to");
        Evaluation evaluation = evaluation(deployment);
        long index = core.propose(new DeploymentCommand.UpdateStatus(
                new DeploymentStatusUpdate(deployment.id(), DeploymentStatus.FAILED, description),
                core.now(),
                stable.map(this::again),
                Optional.of(evaluation)));
        return response(evaluation, index, stable.map(Job::version).orElse(null));
    }

    private static boolean wantsRevert(Deployment deployment) {
        return deployment.taskGroups().values().stream().anyMatch(DeploymentState::autoRevert);
    }

    private Optional<Job> lastStable(Deployment deployment) {
        JobId id = jobOf(deployment);
        Optional<Job> current = core.state().job(id);
        return core.state().jobVersions(id).stream()
                .filter(Job::stable)
                .findFirst()
                .filter(stable -> current.isPresent() && JobSpecs.specChanged(current.get(), stable));
    }

    private Job again(Job stable) {
        return JobBuilder.builder(stable)
                .versionTag(null)
                .submitTime(Times.nanos(core.now()))
                .build();
    }

    DeploymentUpdateResponse promote(Deployment deployment, List<String> groups) {
        Evaluation evaluation = evaluation(deployment);
        long index = core.propose(
                new DeploymentCommand.Promote(deployment.id(), groups, core.now(), Optional.of(evaluation)));
        return response(evaluation, index, null);
    }

    DeploymentUpdateResponse update(Deployment deployment, DeploymentStatus status, String description) {
        Optional<Evaluation> evaluation =
                status == DeploymentStatus.RUNNING ? Optional.of(evaluation(deployment)) : Optional.empty();
        long index = core.propose(new DeploymentCommand.UpdateStatus(
                new DeploymentStatusUpdate(deployment.id(), status, description),
                core.now(),
                Optional.empty(),
                evaluation));
        return new DeploymentUpdateResponse(
                evaluation.map(Evaluation::id).orElse(""), evaluation.isPresent() ? index : 0, index, null, index);
    }

    DeploymentUpdateResponse setHealth(Deployment deployment, List<String> healthy, List<String> unhealthy) {
        Evaluation evaluation = evaluation(deployment);
        long index = core.propose(new DeploymentCommand.SetHealth(
                deployment.id(),
                healthy,
                unhealthy,
                core.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(evaluation)));
        return response(evaluation, index, null);
    }

    Evaluation evaluation(Deployment deployment) {
        JobId id = jobOf(deployment);
        Job job = core.state()
                .job(id)
                .orElseGet(() -> JobBuilder.builder()
                        .namespace(id.namespace())
                        .id(id.id())
                        .type("service")
                        .priority(deployment.evalPriority())
                        .build());
        return Triggers.of(job, Triggers.DEPLOYMENT_WATCHER, core.now())
                .deploymentId(deployment.id())
                .build();
    }

    private static JobId jobOf(Deployment deployment) {
        return new JobId(deployment.namespace(), deployment.jobId());
    }

    private static DeploymentUpdateResponse response(Evaluation evaluation, long index, @Nullable Long reverted) {
        return new DeploymentUpdateResponse(evaluation.id(), index, index, reverted, index);
    }
}
