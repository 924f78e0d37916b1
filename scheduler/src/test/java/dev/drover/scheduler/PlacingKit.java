package dev.drover.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.job.Affinity;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.Resources;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.node.CpuCore;
import dev.drover.model.node.DeviceAttribute;
import dev.drover.model.node.NodeCpuResources;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceLocality;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.model.node.NodeProcessorResources;
import dev.drover.model.node.NodeResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.Topology;
import dev.drover.model.operator.PreemptionConfig;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.operator.SchedulerConfigurationBuilder;
import dev.drover.state.command.SettingsCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Devices, cores and priorities for tests of placement. */
final class PlacingKit {
    private PlacingKit() {}

    /** Healthy instances of a device with 16 GiB of memory each. */
    static NodeDeviceResource gpus(String vendor, String model, String... ids) {
        return new NodeDeviceResource(
                vendor,
                "gpu",
                model,
                Stream.of(ids)
                        .map(id -> new NodeDevice(id, true, "", new NodeDeviceLocality("bus-" + id)))
                        .toList(),
                Map.of("memory", new DeviceAttribute(null, 16L, "", null, "GiB")));
    }

    static NodeResources with(NodeDeviceResource... devices) {
        return NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                .devices(List.of(devices))
                .build();
    }

    /** Cores of 1000 MHz, the same number on each NUMA node, and the NUMA node of some buses. */
    static NodeResources numa(int nodes, int coresEach, Map<String, Integer> buses, NodeDeviceResource... devices) {
        int count = nodes * coresEach;
        List<Integer> ids = IntStream.range(0, count).boxed().toList();
        List<CpuCore> cores = ids.stream()
                .map(id -> new CpuCore(0, id / coresEach, id, true, false, 1000, 0, 0))
                .toList();
        return NodeResourcesBuilder.builder(Machines.resources(1000L * count, 8000))
                .cpu(new NodeCpuResources(1000L * count, count, ids))
                .processors(new NodeProcessorResources(
                        new Topology(IntStream.range(0, nodes).boxed().toList(), List.of(), cores, buses, 0, 0)))
                .devices(List.of(devices))
                .build();
    }

    static RequestedDevice device(String name, long count, Constraint... constraints) {
        return new RequestedDevice(name, count, List.of(constraints), List.of());
    }

    static RequestedDevice liking(String name, Affinity... affinities) {
        return new RequestedDevice(name, 1L, List.of(), List.of(affinities));
    }

    static Resources small(RequestedDevice... devices) {
        return ResourcesBuilder.builder()
                .cpu(100)
                .memoryMb(100)
                .devices(List.of(devices))
                .build();
    }

    static Resources cores(int count) {
        return ResourcesBuilder.builder().cpu(0).cores(count).memoryMb(100).build();
    }

    static Resources cores(int count, String affinity, String... devices) {
        return ResourcesBuilder.builder(cores(count))
                .numa(new NUMAResource(affinity, List.of(devices)))
                .devices(Stream.of(devices).map(name -> device(name, 1)).toList())
                .build();
    }

    /** The group's only task with these resources. */
    static UnaryOperator<TaskGroupBuilder> asking(Resources resources) {
        return g -> g.tasks(List.of(JobFiles.task(t -> t.resources(resources))));
    }

    static Job prioritised(Job job, int priority) {
        return JobFiles.with(job, j -> j.priority(priority));
    }

    /** Lets all types of job preempt. */
    static void allowPreemption(Cluster cluster) {
        preemption(cluster, new PreemptionConfig(true, true, true, true));
    }

    static void preemption(Cluster cluster, PreemptionConfig config) {
        cluster.apply(new SettingsCommand.SetSchedulerConfiguration(
                SchedulerConfigurationBuilder.builder(SchedulerConfiguration.usual())
                        .preemptionConfig(config)
                        .build()));
    }

    static AllocatedTaskResources task(Allocation allocation) {
        return task(allocation, "t");
    }

    static AllocatedTaskResources task(Allocation allocation, String name) {
        AllocatedResources resources = Objects.requireNonNull(allocation.allocatedResources());
        return Objects.requireNonNull(resources.tasks().get(name));
    }

    /** The device instances of all tasks as {@code model/id}. */
    static List<String> devices(Allocation allocation) {
        List<String> devices = new ArrayList<>();
        AllocatedResources resources = Objects.requireNonNull(allocation.allocatedResources());
        for (AllocatedTaskResources task : resources.tasks().values()) {
            for (AllocatedDeviceResource device : task.devices()) {
                device.deviceIds().forEach(id -> devices.add(device.name() + "/" + id));
            }
        }
        return devices;
    }

    static List<Integer> coresOf(Allocation allocation) {
        return Objects.requireNonNull(task(allocation).cpu()).reservedCores();
    }

    static AllocationMetric failure(Outcome.Planned planned) {
        assertThat(planned.failedGroups()).containsKey("g");
        return Objects.requireNonNull(planned.failedGroups().get("g"));
    }
}
