package dev.drover.client.alloc;

import dev.drover.client.task.TaskRunner;
import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.AllocNetworkStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.TaskState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the servers are told of an allocation. Its methods are called one at a time, so that states go out as they happened. */
final class AllocReport {
    private final Map<String, TaskRunner> tasks;
    private final StatusReporter reporter;
    private ClientState lastReported = ClientState.PENDING;

    AllocReport(Map<String, TaskRunner> tasks, StatusReporter reporter) {
        this.tasks = tasks;
        this.reporter = reporter;
    }

    /**
     * Tells how things stand.
     *
     * @param outOfTime whether the tasks were ended for having run as long as they may
     * @param atOnce even if the state as a whole is the same as before
     */
    void send(
            Allocation wanted,
            Optional<AllocDeploymentStatus> health,
            Optional<AllocNetworkStatus> network,
            boolean outOfTime,
            boolean atOnce) {
        Map<String, TaskState> states = new LinkedHashMap<>();
        tasks.forEach((name, task) -> states.put(name, task.status().wire()));
        ClientState state = outOfTime ? ClientState.outOfTime(states.values()) : ClientState.of(states.values());
        Allocation report = AllocationBuilder.builder()
                .id(wanted.id())
                .namespace(wanted.namespace())
                .nodeId(wanted.nodeId())
                .jobId(wanted.jobId())
                .taskGroup(wanted.taskGroup())
                .desiredStatus(wanted.desiredStatus())
                .clientStatus(state.status())
                .clientDescription(state.description())
                .taskStates(states)
                .deploymentId(wanted.deploymentId())
                .deploymentStatus(health.orElse(null))
                .networkStatus(network.orElse(null))
                .build();
        reporter.report(report, atOnce || !state.equals(lastReported));
        lastReported = state;
    }
}
