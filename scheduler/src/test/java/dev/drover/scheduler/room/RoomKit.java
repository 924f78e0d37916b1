package dev.drover.scheduler.room;

import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.Resources;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.CpuCore;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeCpuResources;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceLocality;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.model.node.NodeProcessorResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.Topology;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.HostPort;
import dev.drover.state.usage.NodeUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Nodes with hardware, and demands on them, for tests of what fits where. */
final class RoomKit {
    private RoomKit() {}

    static Node node(UnaryOperator<NodeResourcesBuilder> change) {
        return Machines.machine(
                "n1",
                b -> b.nodeResources(change.apply(NodeResourcesBuilder.builder(Machines.resources(4000, 8000)))
                        .build()));
    }

    /** Cores of 1000 MHz, the same number on each NUMA node; bus {@code bus0} is on NUMA node 0, and so on. */
    static Node numa(int numaNodes, int coresEach, NodeDeviceResource... devices) {
        int count = numaNodes * coresEach;
        List<Integer> ids = IntStream.range(0, count).boxed().toList();
        List<CpuCore> cores = ids.stream()
                .map(id -> new CpuCore(0, id / coresEach, id, true, false, 1000, 0, 0))
                .toList();
        Map<String, Integer> buses = new HashMap<>();
        IntStream.range(0, numaNodes).forEach(numa -> buses.put("bus" + numa, numa));
        return node(b -> b.cpu(new NodeCpuResources(1000L * count, count, ids))
                .processors(new NodeProcessorResources(
                        new Topology(IntStream.range(0, numaNodes).boxed().toList(), List.of(), cores, buses, 0, 0)))
                .devices(List.of(devices)));
    }

    /** Instances as {@code id@bus}, healthy unless the id begins with an exclamation mark. */
    static NodeDeviceResource gpus(String model, String... instances) {
        List<NodeDevice> devices = new ArrayList<>();
        for (String instance : instances) {
            String[] parts = instance.split("@", -1);
            boolean healthy = !parts[0].startsWith("!");
            String id = healthy ? parts[0] : parts[0].substring(1);
            devices.add(new NodeDevice(id, healthy, "", parts.length == 1 ? null : new NodeDeviceLocality(parts[1])));
        }
        return new NodeDeviceResource("acme", "gpu", model, devices, Map.of());
    }

    static NodeRoom room(Node node) {
        return new NodeRoom(node, NodeUsage.NONE, List::of);
    }

    static NodeRoom room(Node node, AllocationUse... uses) {
        NodeUsage usage = NodeUsage.NONE;
        for (AllocationUse use : uses) {
            usage = usage.plus(use);
        }
        return new NodeRoom(node, usage, List::of);
    }

    static AllocationUse cores(Integer... cores) {
        return new AllocationUse(0, 0, 0, 0, List.of(), List.of(cores), List.of());
    }

    static AllocationUse devices(String... keys) {
        return new AllocationUse(0, 0, 0, 0, List.of(), List.of(), List.of(keys));
    }

    static AllocationUse ports(HostPort... ports) {
        return new AllocationUse(0, 0, 0, 0, List.of(ports), List.of(), List.of());
    }

    static AllocationUse amounts(long mhz, long memoryMb, long diskMb) {
        return new AllocationUse(mhz, memoryMb, memoryMb, diskMb, List.of(), List.of(), List.of());
    }

    static Task task(String name, int cores, String numa, String... devices) {
        Resources resources = ResourcesBuilder.builder()
                .cpu(0)
                .cores(cores)
                .memoryMb(10)
                .devices(Stream.of(devices)
                        .map(device -> new RequestedDevice(device, 1L, List.of(), List.of()))
                        .toList())
                .numa(numa.isEmpty() ? null : new NUMAResource(numa, List.of(devices)))
                .build();
        return JobFiles.task(t -> t.name(name).resources(resources));
    }

    static TaskGroup tasks(Task... tasks) {
        return JobFiles.group(1, g -> g.tasks(List.of(tasks)));
    }

    static TaskGroup networks(NetworkResource... networks) {
        return JobFiles.group(1, g -> g.networks(List.of(networks)));
    }

    static Grant ask(TaskGroup group, NodeRoom room) {
        return new GroupDemand(group, false).ask(room, new SplittableRandom(1));
    }

    static Grant.Given given(TaskGroup group, NodeRoom room) {
        Grant grant = ask(group, room);
        if (grant instanceof Grant.Given given) {
            return given;
        }
        throw new AssertionError("refused: " + grant);
    }

    static Shortfall refused(TaskGroup group, NodeRoom room) {
        Grant grant = ask(group, room);
        if (grant instanceof Grant.Refused(Shortfall shortfall)) {
            return shortfall;
        }
        throw new AssertionError("fits: " + grant);
    }

    static Allocation holding(String id, AllocatedResources resources) {
        return AllocationBuilder.builder()
                .id(id)
                .taskGroup("g")
                .nodeId("n1")
                .allocatedResources(resources)
                .build();
    }

    static Allocation of(Allocation allocation, Job job) {
        return AllocationBuilder.builder(allocation).job(job).build();
    }
}
