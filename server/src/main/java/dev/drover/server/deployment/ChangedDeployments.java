package dev.drover.server.deployment;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.server.log.Applied;
import dev.drover.state.State;
import dev.drover.state.command.AclCommand;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.DeploymentCommand;
import dev.drover.state.command.EvaluationCommand;
import dev.drover.state.command.GarbageCommand;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.KeyringCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.command.SnapshotCommand;
import dev.drover.state.command.VolumeCommand;
import dev.drover.state.plan.DeploymentStatusUpdate;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which deployments have changed since they were looked at, each once, found from what a command names. */
final class ChangedDeployments {
    private Set<String> ids = new LinkedHashSet<>();

    synchronized void add(String id) {
        if (!id.isEmpty() && ids.add(id)) {
            notifyAll();
        }
    }

    /** Waits for some, and takes them all. */
    synchronized Set<String> take() throws InterruptedException {
        while (ids.isEmpty()) {
            wait();
        }
        Set<String> taken = ids;
        ids = new LinkedHashSet<>();
        return taken;
    }

    void note(Applied applied) {
        State after = applied.after();
        switch (applied.command()) {
            case PlanCommand.Commit change -> {
                change.plan().deployment().map(Deployment::id).ifPresent(this::add);
                change.plan().deploymentUpdates().stream()
                        .map(DeploymentStatusUpdate::deploymentId)
                        .forEach(this::add);
                change.plan().placements().stream()
                        .map(Allocation::deploymentId)
                        .distinct()
                        .forEach(this::add);
            }
            case AllocationCommand.UpdateFromClient change ->
                change.allocations().forEach(report -> addOf(after, report.id()));
            case DeploymentCommand.UpdateStatus change -> add(change.update().deploymentId());
            case DeploymentCommand.Promote change -> add(change.deploymentId());
            case DeploymentCommand.SetHealth change -> add(change.deploymentId());
            case AllocationCommand.SetTransitions change -> {}
            case JobCommand change -> {}
            case NodeCommand change -> {}
            case EvaluationCommand change -> {}
            case SettingsCommand change -> {}
            case AclCommand change -> {}
            case KeyringCommand change -> {}
            case VolumeCommand change -> {}
            case GarbageCommand change -> {}
            case SnapshotCommand change -> {}
        }
    }

    private void addOf(State state, String allocationId) {
        state.allocation(allocationId)
                .map(Allocation::deploymentId)
                .flatMap(state::deployment)
                .filter(deployment -> deployment.modifyIndex() == state.index())
                .ifPresent(deployment -> add(deployment.id()));
    }
}
