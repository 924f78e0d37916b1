package dev.drover.state;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentBuilder;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobSubmissionBuilder;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.quota.QuotaSpecBuilder;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.DeploymentCommand;
import dev.drover.state.command.GarbageCommand;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.plan.DeploymentStatusUpdate;
import dev.drover.state.plan.PlanCommit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Commands of nodes, deployments, settings and garbage, about the same few records as {@link Histories}. */
final class OtherCommands {
    private OtherCommands() {}

    static Command any(Random random, State state) {
        return switch (random.nextInt(6)) {
            case 0 -> ofNodes(random);
            case 1, 2 -> ofDeployments(random, state);
            case 3 -> ofSettings(random);
            case 4 -> ofJobs(random);
            default -> garbage(random);
        };
    }

    private static Command ofNodes(Random random) {
        String node = "n" + random.nextInt(3);
        return switch (random.nextInt(6)) {
            case 0, 1 ->
                new NodeCommand.Register(
                        NodeBuilder.builder(Samples.node(node))
                                .nodePool("pool" + random.nextInt(2))
                                .build(),
                        Samples.NOW,
                        List.of());
            case 2 -> new NodeCommand.UpdateStatus(node, NodeStatus.DOWN, Optional.empty(), Samples.NOW, List.of());
            case 3 ->
                new NodeCommand.UpdateEligibility(
                        node, SchedulingEligibility.INELIGIBLE, Optional.empty(), Samples.NOW, List.of());
            case 4 ->
                new NodeCommand.AddEvents(
                        node, List.of(new NodeEvent("Something", "Test", Map.of("a", "b"), Samples.NOW, 0)));
            default -> new NodeCommand.Deregister(List.of(node), List.of());
        };
    }

    private static Command ofDeployments(Random random, State state) {
        String id = "d" + random.nextInt(3);
        String allocation = "a" + random.nextInt(12);
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> placeWithDeployment(random, state, id, allocation);
            case 3 ->
                new DeploymentCommand.UpdateStatus(
                        new DeploymentStatusUpdate(id, DeploymentStatus.SUCCESSFUL, "done"),
                        Samples.NOW,
                        Optional.empty(),
                        Optional.empty());
            case 4 -> new DeploymentCommand.Promote(id, List.of(), Samples.NOW, Optional.empty());
            default ->
                new DeploymentCommand.SetHealth(
                        id,
                        List.of(allocation),
                        List.of(),
                        Samples.NOW,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        };
    }

    /** Sometimes an update in place of an allocation, which then moves to the deployment. */
    private static Command placeWithDeployment(Random random, State state, String id, String allocation) {
        Allocation existing = state.allocation(allocation).orElse(null);
        String owner = existing == null ? "j" + random.nextInt(3) : existing.jobId();
        String node = existing == null ? "n" + random.nextInt(3) : existing.nodeId();
        Job current = state.job(Samples.id(owner)).orElse(Samples.job(owner, 1));
        Job job = existing == null || existing.job() == null ? current : existing.job();
        Deployment deployment = DeploymentBuilder.builder()
                .id(id)
                .namespace("default")
                .jobId(state.deployment(id).map(Deployment::jobId).orElse(owner))
                .taskGroups(Map.of(
                        "web",
                        DeploymentStateBuilder.builder().desiredCanaries(1).build()))
                .build();
        Allocation placement = AllocationBuilder.builder(
                        Samples.allocation(allocation, owner, node, random.nextInt(20)))
                .evalId("evaluation-" + random.nextInt(3))
                .deploymentId(id)
                .previousAllocation("a" + random.nextInt(12))
                .deploymentStatus(new AllocDeploymentStatus(null, Samples.NOW, random.nextBoolean(), 0))
                .build();
        return new PlanCommand.Commit(new PlanCommit(
                placement.evalId(),
                job,
                List.of(placement),
                List.of(),
                List.of(),
                random.nextBoolean() ? Optional.of(deployment) : Optional.empty(),
                List.of(),
                Samples.NOW,
                List.of()));
    }

    private static Command ofSettings(Random random) {
        return switch (random.nextInt(7)) {
            case 6 ->
                new SettingsCommand.SetAutopilot(
                        AutopilotConfiguration.usual(),
                        random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(1));
            case 0 -> new SettingsCommand.SetSchedulerConfiguration(SchedulerConfiguration.usual());
            case 4 ->
                new SettingsCommand.UpsertNamespaces(List.of(NamespaceBuilder.builder()
                        .name("default")
                        .quota(random.nextInt(3) == 0 ? "" : "gold")
                        .build()));
            case 5 ->
                new SettingsCommand.UpsertQuotas(
                        List.of(QuotaSpecBuilder.builder().name("gold").build()));
            case 1 ->
                new SettingsCommand.UpsertNamespaces(List.of(NamespaceBuilder.builder()
                        .name("space" + random.nextInt(2))
                        .meta(Map.of("a", "b", "c", "d", "e", "f"))
                        .build()));
            case 2 -> new SettingsCommand.DeleteNamespaces(List.of("space" + random.nextInt(2)));
            default -> new SettingsCommand.DeleteNodePools(List.of("pool" + random.nextInt(2)));
        };
    }

    private static Command ofJobs(Random random) {
        JobId job = Samples.id("j" + random.nextInt(3));
        return switch (random.nextInt(4)) {
            case 0 -> new JobCommand.SetStable(job, random.nextInt(4), random.nextBoolean());
            case 1 -> new JobCommand.RecordLaunch(job, Samples.NOW);
            case 2 ->
                new AllocationCommand.SetTransitions(
                        Map.of(
                                "a" + random.nextInt(12),
                                new DesiredTransition(random.nextBoolean(), null, null, null, null)),
                        Samples.NOW,
                        List.of());
            default ->
                new JobCommand.Register(
                        Samples.job(job.id(), 1 + random.nextInt(4)),
                        Optional.of(Samples.evaluation(
                                "e" + random.nextInt(6) + job.id(), job.id(), EvaluationStatus.PENDING)),
                        Optional.of(JobSubmissionBuilder.builder()
                                .source("job {}")
                                .format("hcl2")
                                .build()));
        };
    }

    private static Command garbage(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new GarbageCommand.Delete(List.of(), List.of("a" + random.nextInt(12)), List.of(), List.of());
            case 1 -> new GarbageCommand.Delete(List.of(), List.of(), List.of("d" + random.nextInt(3)), List.of());
            default ->
                new GarbageCommand.Delete(
                        List.of(), List.of(), List.of(), List.of(Samples.id("j" + random.nextInt(3))));
        };
    }
}
