package dev.drover.scheduler;

import dev.drover.model.node.DriverInfo;
import dev.drover.model.node.DriverInfoBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeCpuResources;
import dev.drover.model.node.NodeDiskResources;
import dev.drover.model.node.NodeMemoryResources;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.model.node.NodeNetworkResource;
import dev.drover.model.node.NodeResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Nodes for tests. */
public final class Machines {
    private Machines() {}

    /** Ready in dc1 with 4000 MHz in 4 cores, 8000 MiB, 100000 MiB disk, raw_exec and one address. */
    public static Node machine(String id) {
        return NodeBuilder.builder()
                .id(id)
                .name("host-" + id)
                .datacenter("dc1")
                .nodePool("default")
                .status(NodeStatus.READY)
                .schedulingEligibility(SchedulingEligibility.ELIGIBLE)
                .attributes(Map.of("kernel.name", "linux", "cpu.numcores", "4", "os.version", "12.11"))
                .drivers(Map.of("raw_exec", driver(true)))
                .nodeResources(resources(4000, 8000))
                .build();
    }

    public static Node machine(String id, UnaryOperator<NodeBuilder> change) {
        return change.apply(NodeBuilder.builder(machine(id))).build();
    }

    public static NodeResources resources(long mhz, long memoryMb) {
        return NodeResourcesBuilder.builder()
                .cpu(new NodeCpuResources(mhz, 4, List.of(0, 1, 2, 3)))
                .memory(new NodeMemoryResources(memoryMb))
                .disk(new NodeDiskResources(100_000))
                .nodeNetworks(List.of(host(address("default", "10.0.0.1"))))
                .build();
    }

    public static NodeNetworkResource host(NodeNetworkAddress... addresses) {
        return new NodeNetworkResource("host", "eth0", "", 1000, List.of(addresses));
    }

    public static NodeNetworkAddress address(String network, String address) {
        return new NodeNetworkAddress("ipv4", network, address, "", "");
    }

    public static DriverInfo driver(boolean healthy) {
        return DriverInfoBuilder.builder().detected(true).healthy(healthy).build();
    }
}
