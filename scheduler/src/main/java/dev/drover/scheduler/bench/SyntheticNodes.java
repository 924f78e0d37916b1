package dev.drover.scheduler.bench;

import dev.drover.model.node.ComputedClass;
import dev.drover.model.node.DriverInfoBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeCpuResources;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.model.node.NodeDiskResources;
import dev.drover.model.node.NodeMemoryResources;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.model.node.NodeNetworkResource;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Machines of one kind, dealt out to racks: 4 cores with 4,000 MHz, 8,192 MiB of memory and 100,000 MiB of disk each. */
final class SyntheticNodes {
    static final int MHZ = 4_000;
    static final int MEMORY_MB = 8_192;
    private static final int DISK_MB = 100_000;
    private static final int CORES = 4;
    private static final int GPUS = 4;

    private SyntheticNodes() {}

    /**
     * Makes ready nodes.
     *
     * @param gpus whether each has four of them
     */
    static List<Node> make(int count, int racks, boolean gpus, SyntheticIds ids) {
        List<Node> nodes = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            nodes.add(node(ids.next(), number, racks, gpus));
        }
        return nodes;
    }

    /** Every third rack has them. */
    static boolean hasSsd(int number, int racks) {
        return number % racks % 3 == 0;
    }

    private static Node node(String id, int number, int racks, boolean gpus) {
        int rack = number % racks;
        String address = "10." + (number >> 16) + "." + (number >> 8 & 0xff) + "." + (number & 0xff);
        Node node = NodeBuilder.builder()
                .id(id)
                .name("node-" + number)
                .datacenter("dc1")
                .nodePool("default")
                .status(NodeStatus.READY)
                .schedulingEligibility(SchedulingEligibility.ELIGIBLE)
                .attributes(Map.of(
                        "kernel.name",
                        "linux",
                        "os.version",
                        rack % 2 == 0 ? "12.11" : "11.3",
                        "cpu.arch",
                        "amd64",
                        "unique.hostname",
                        "node-" + number))
                .meta(Map.of("rack", "r" + rack, "ssd", Boolean.toString(hasSsd(number, racks))))
                .drivers(Map.of(
                        "exec",
                        DriverInfoBuilder.builder().detected(true).healthy(true).build()))
                .nodeResources(NodeResourcesBuilder.builder()
                        .cpu(new NodeCpuResources(
                                MHZ, CORES, IntStream.range(0, CORES).boxed().toList()))
                        .memory(new NodeMemoryResources(MEMORY_MB))
                        .disk(new NodeDiskResources(DISK_MB))
                        .devices(gpus ? List.of(gpus(number)) : List.of())
                        .nodeNetworks(List.of(new NodeNetworkResource(
                                "host",
                                "eth0",
                                "",
                                1_000,
                                List.of(new NodeNetworkAddress("ipv4", "default", address, "", "")))))
                        .build())
                .build();
        return NodeBuilder.builder(node).computedClass(ComputedClass.of(node)).build();
    }

    private static NodeDeviceResource gpus(int number) {
        List<NodeDevice> instances = IntStream.range(0, GPUS)
                .mapToObj(gpu -> new NodeDevice("gpu-" + number + "-" + gpu, true, "", null))
                .toList();
        return new NodeDeviceResource("nvidia", "gpu", "t4", instances, Map.of());
    }
}
