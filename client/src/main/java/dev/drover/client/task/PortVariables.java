package dev.drover.client.task;

import dev.drover.driver.TaskLaunch.PortBinding;
import dev.drover.model.alloc.AllocNetworkStatus;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.Port;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The ports of a group and of its tasks, as variables and as bindings. */
public final class PortVariables {
    private PortVariables() {}

    /** Ports that a task can use, by label: those of the group and those of its own old-style network. */
    public static Map<String, PortBinding> bindings(Allocation allocation, String task) {
        Map<String, PortBinding> bindings = new LinkedHashMap<>();
        AllocatedResources resources = allocation.allocatedResources();
        if (resources == null) {
            return bindings;
        }
        AllocatedSharedResources shared = resources.shared();
        if (shared != null) {
            shared.networks().forEach(network -> add(bindings, network));
            for (PortMapping port : shared.ports()) {
                bindings.put(port.label(), binding(port.hostIp(), port.value(), port.to()));
            }
        }
        var own = resources.tasks().get(task);
        if (own != null) {
            own.networks().forEach(network -> add(bindings, network));
        }
        return bindings;
    }

    private static void add(Map<String, PortBinding> bindings, NetworkResource network) {
        Stream.concat(network.reservedPorts().stream(), network.dynamicPorts().stream())
                .forEach((Port port) -> bindings.put(port.label(), binding(network.ip(), port.value(), port.to())));
    }

    private static PortBinding binding(String ip, int value, int to) {
        return new PortBinding(ip, value, to > 0 ? to : value);
    }

    static Map<String, String> of(Allocation allocation, String task) {
        Map<String, String> variables = new LinkedHashMap<>();
        AllocatedResources resources = allocation.allocatedResources();
        if (resources == null) {
            return variables;
        }
        bindings(allocation, task).forEach((label, port) -> {
            String address = address(port.hostIp(), port.hostPort());
            variables.put("NOMAD_ADDR_" + label, address);
            variables.put("NOMAD_HOST_ADDR_" + label, address);
            variables.put("NOMAD_IP_" + label, port.hostIp());
            variables.put("NOMAD_HOST_IP_" + label, port.hostIp());
            variables.put((port.hostIp().contains(":") ? "NOMAD_IPv6_" : "NOMAD_IPv4_") + label, port.hostIp());
            variables.put("NOMAD_PORT_" + label, Integer.toString(port.containerPort()));
            variables.put("NOMAD_ALLOC_PORT_" + label, Integer.toString(port.containerPort()));
            variables.put("NOMAD_HOST_PORT_" + label, Integer.toString(port.hostPort()));
        });
        AllocNetworkStatus network = allocation.networkStatus();
        if (network != null && !network.address().isEmpty()) {
            bindings(allocation, task).forEach((label, port) -> {
                variables.put("NOMAD_ALLOC_INTERFACE_" + label, network.interfaceName());
                variables.put("NOMAD_ALLOC_IP_" + label, network.address());
                variables.put("NOMAD_ALLOC_ADDR_" + label, address(network.address(), port.containerPort()));
            });
        }
        resources.tasks().forEach((name, neighbour) -> {
            if (!name.equals(task)) {
                neighbours(variables, name, neighbour.networks());
            }
        });
        return variables;
    }

    /** Ports that other tasks have of their own. */
    private static void neighbours(Map<String, String> variables, String task, List<NetworkResource> networks) {
        Map<String, PortBinding> bindings = new LinkedHashMap<>();
        networks.forEach(network -> add(bindings, network));
        bindings.forEach((label, port) -> {
            String suffix = task + "_" + label;
            variables.put("NOMAD_ADDR_" + suffix, address(port.hostIp(), port.hostPort()));
            variables.put("NOMAD_IP_" + suffix, port.hostIp());
            variables.put("NOMAD_PORT_" + suffix, Integer.toString(port.hostPort()));
        });
    }

    private static String address(String ip, int port) {
        return ip.contains(":") ? "[" + ip + "]:" + port : ip + ":" + port;
    }
}
