package dev.drover.jobspec.decode;

import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.PortBuilder;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Networks of old, written in the resources of a task. Their ports move to the network of the group. A container used to publish
 * all ports of its task, mapped by {@code port_map}; today it names them in {@code ports} and the network maps them, so that is
 * filled in.
 */
final class TaskNetworks {
    private static final Set<String> CONTAINER_DRIVERS = Set.of("docker", "podman");

    private TaskNetworks() {}

    /** The networks of the group with the ports of its tasks' networks. */
    static List<NetworkResource> merged(List<NetworkResource> networks, List<Task> tasks) {
        List<NetworkResource> all = new ArrayList<>(networks);
        for (Task task : tasks) {
            for (NetworkResource old : networksOf(task)) {
                NetworkResource mapped = withPortMap(old, portMap(task));
                if (all.isEmpty()) {
                    all.add(mapped);
                } else {
                    all.set(0, joined(all.getFirst(), mapped));
                }
            }
        }
        return all;
    }

    private static List<NetworkResource> networksOf(Task task) {
        return task.resources() == null ? List.of() : task.resources().networks();
    }

    private static NetworkResource joined(NetworkResource network, NetworkResource more) {
        return NetworkResourceBuilder.builder(network)
                .reservedPorts(concat(network.reservedPorts(), more.reservedPorts()))
                .dynamicPorts(concat(network.dynamicPorts(), more.dynamicPorts()))
                .build();
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static NetworkResource withPortMap(NetworkResource network, Map<String, Integer> portMap) {
        return NetworkResourceBuilder.builder(network)
                .reservedPorts(mapped(network.reservedPorts(), portMap))
                .dynamicPorts(mapped(network.dynamicPorts(), portMap))
                .build();
    }

    private static List<Port> mapped(List<Port> ports, Map<String, Integer> portMap) {
        return ports.stream()
                .map(port -> PortBuilder.builder(port)
                        .to(portMap.getOrDefault(port.label(), port.to()))
                        .build())
                .toList();
    }

    /** {@code port_map { web = 80 }}, which arrives as a list of maps, or {@code port_map = { web = 80 }}. */
    private static Map<String, Integer> portMap(Task task) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        Object written =
                CONTAINER_DRIVERS.contains(task.driver()) ? task.config().get("port_map") : null;
        List<?> maps = written instanceof List<?> list ? list : written == null ? List.of() : List.of(written);
        for (Object map : maps) {
            if (map instanceof Map<?, ?> entries) {
                entries.forEach((label, port) -> {
                    if (port instanceof Long number && number > 0 && number <= 65_535) {
                        ports.put(String.valueOf(label), number.intValue());
                    }
                });
            }
        }
        return ports;
    }

    /** The task without networks of its own. */
    static Task without(Task task) {
        if (task.resources() == null || task.resources().networks().isEmpty()) {
            return task;
        }
        TaskBuilder moved = TaskBuilder.builder(task)
                .resources(ResourcesBuilder.builder(task.resources())
                        .networks(List.of())
                        .build());
        if (CONTAINER_DRIVERS.contains(task.driver()) && !task.config().containsKey("ports")) {
            List<String> labels = new ArrayList<>();
            for (NetworkResource network : task.resources().networks()) {
                network.reservedPorts().forEach(port -> labels.add(port.label()));
                network.dynamicPorts().forEach(port -> labels.add(port.label()));
            }
            Map<String, Object> config = new LinkedHashMap<>(task.config());
            config.remove("port_map");
            if (!labels.isEmpty()) {
                config.put("ports", List.copyOf(labels));
            }
            moved.config(config);
        }
        return moved.build();
    }
}
