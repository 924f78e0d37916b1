package dev.drover.client.alloc;

import dev.drover.client.task.PortVariables;
import dev.drover.driver.TaskLaunch.PortBinding;
import dev.drover.model.alloc.AllocNetworkStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.TaskGroup;
import dev.drover.network.GroupNetwork;
import dev.drover.network.NetworkException;
import dev.drover.network.NetworkRequest;
import dev.drover.network.Networks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The network that a group has to itself, from before its first task until after its last one. */
record AllocNetwork(Networks networks, String region) {
    /** Makes the network, or finds the one that an earlier process of the agent made. */
    void prepare(Allocation allocation, Job job, TaskGroup group) throws NetworkException, InterruptedException {
        Optional<NetworkRequest> request = request(allocation, job, group);
        if (request.isPresent()) {
            networks.create(request.get());
        }
    }

    Optional<AllocNetworkStatus> status(String allocationId) {
        return networks.of(allocationId).map(GroupNetwork::status);
    }

    void remove(String allocationId) throws InterruptedException {
        if (networks.exists(allocationId)) {
            networks.remove(allocationId);
        }
    }

    private Optional<NetworkRequest> request(Allocation allocation, Job job, TaskGroup group) {
        if (group.networks().isEmpty()
                || !Networks.isOwn(group.networks().getFirst().mode())) {
            return Optional.empty();
        }
        NetworkResource network = group.networks().getFirst();
        Map<String, String> arguments = new LinkedHashMap<>();
        if (network.cni() != null) {
            arguments.putAll(network.cni().args());
        }
        arguments.put("NOMAD_ALLOC_ID", allocation.id());
        arguments.put("NOMAD_NAMESPACE", allocation.namespace());
        arguments.put("NOMAD_JOB_ID", job.id());
        arguments.put("NOMAD_GROUP_NAME", group.name());
        arguments.put("NOMAD_REGION", region);
        return Optional.of(new NetworkRequest(
                allocation.id(),
                network.mode(),
                network.hostname().replace("${NOMAD_ALLOC_ID}", allocation.id()),
                network.dns(),
                ports(allocation, group),
                arguments));
    }

    private static List<NetworkRequest.MappedPort> ports(Allocation allocation, TaskGroup group) {
        Map<String, PortBinding> bindings =
                PortVariables.bindings(allocation, group.tasks().getFirst().name());
        return bindings.values().stream()
                .map(port -> new NetworkRequest.MappedPort(port.hostIp(), port.hostPort(), port.containerPort()))
                .toList();
    }
}
