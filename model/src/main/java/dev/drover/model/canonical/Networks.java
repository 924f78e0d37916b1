package dev.drover.model.canonical;

import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.PortBuilder;
import dev.drover.model.job.Resources;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Networks belong to the group, ports with a fixed number to the reserved ones. */
final class Networks {
    private Networks() {}

    /** The old place of networks was inside the resources of a task; their ports join those of the group. */
    static TaskGroup moveFromTasks(TaskGroup group) {
        List<NetworkResource> misplaced = group.tasks().stream()
                .map(Task::resources)
                .flatMap(resources -> resources == null ? Stream.of() : resources.networks().stream())
                .toList();
        if (misplaced.isEmpty()) {
            return group;
        }
        List<NetworkResource> networks = new ArrayList<>(group.networks());
        for (NetworkResource network : misplaced) {
            if (networks.isEmpty()) {
                networks.add(network);
            } else {
                networks.set(0, join(networks.getFirst(), network));
            }
        }
        return TaskGroupBuilder.builder(group)
                .networks(networks)
                .tasks(group.tasks().stream().map(Networks::withoutNetworks).toList())
                .build();
    }

    private static Task withoutNetworks(Task task) {
        Resources resources = task.resources();
        return resources == null
                ? task
                : TaskBuilder.builder(task)
                        .resources(ResourcesBuilder.builder(resources)
                                .networks(List.of())
                                .build())
                        .build();
    }

    private static NetworkResource join(NetworkResource first, NetworkResource second) {
        return NetworkResourceBuilder.builder(first)
                .reservedPorts(both(first.reservedPorts(), second.reservedPorts()))
                .dynamicPorts(both(first.dynamicPorts(), second.dynamicPorts()))
                .build();
    }

    private static List<Port> both(List<Port> first, List<Port> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    static List<NetworkResource> fill(List<NetworkResource> networks) {
        return networks.stream().map(Networks::fill).toList();
    }

    private static NetworkResource fill(NetworkResource network) {
        List<Port> ports = both(network.reservedPorts(), network.dynamicPorts()).stream()
                .map(port -> PortBuilder.builder(port)
                        .hostNetwork(Fill.text(port.hostNetwork(), "default"))
                        .build())
                .toList();
        int reserved = network.reservedPorts().size();
        List<Port> fixed = new ArrayList<>(ports.subList(0, reserved));
        List<Port> chosen = new ArrayList<>();
        for (Port port : ports.subList(reserved, ports.size())) {
            (port.value() == 0 ? chosen : fixed).add(port);
        }
        return NetworkResourceBuilder.builder(network)
                .reservedPorts(fixed)
                .dynamicPorts(chosen)
                .build();
    }
}
