package dev.drover.agent.api;

import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.RequestedDeviceBuilder;
import dev.drover.model.job.Resources;
import dev.drover.model.job.ResourcesBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The older forms in which an answer tells once more what an allocation holds: {@code Resources} in all, {@code SharedResources}
 * of its tasks together, {@code TaskResources} of each. They follow from {@code AllocatedResources}, so nobody keeps them.
 */
final class OlderResources {
    private OlderResources() {}

    static Allocation addedTo(Allocation allocation) {
        AllocatedResources held = allocation.allocatedResources();
        if (held == null) {
            return allocation;
        }
        Map<String, Resources> ofTasks = new LinkedHashMap<>();
        held.tasks().forEach((task, resources) -> ofTasks.put(task, ofTask(resources)));
        return AllocationBuilder.builder(allocation)
                .taskResources(ofTasks)
                .sharedResources(shared(held))
                .resources(all(held))
                .build();
    }

    private static ResourcesBuilder nothing() {
        return ResourcesBuilder.builder()
                .cpu(0)
                .cores(0)
                .memoryMb(0)
                .memoryMaxMb(0)
                .diskMb(0)
                .secretsMb(0)
                .iops(0)
                .networks(List.of())
                .devices(List.of());
    }

    private static Resources ofTask(AllocatedTaskResources held) {
        return nothing()
                .cpu((int) cpu(held))
                .cores((int) cores(held))
                .memoryMb((int) memory(held))
                .memoryMaxMb((int) memoryMax(held))
                .networks(held.networks())
                .devices(devices(held))
                .build();
    }

    private static Resources shared(AllocatedResources held) {
        AllocatedSharedResources shared = held.shared();
        return shared == null
                ? nothing().build()
                : nothing()
                        .diskMb((int) shared.diskMb())
                        .networks(shared.networks())
                        .build();
    }

    private static Resources all(AllocatedResources held) {
        Collection<AllocatedTaskResources> tasks = held.tasks().values();
        List<NetworkResource> networks = new ArrayList<>();
        List<RequestedDevice> devices = new ArrayList<>();
        AllocatedSharedResources shared = held.shared();
        if (shared != null) {
            networks.addAll(shared.networks());
        }
        for (AllocatedTaskResources task : tasks) {
            networks.addAll(task.networks());
            devices.addAll(devices(task));
        }
        return nothing()
                .cpu(sum(tasks, OlderResources::cpu))
                .cores(sum(tasks, OlderResources::cores))
                .memoryMb(sum(tasks, OlderResources::memory))
                // A task without a maximum of its own may use what it has reserved.
                .memoryMaxMb(sum(tasks, task -> memoryMax(task) == 0 ? memory(task) : memoryMax(task)))
                .diskMb(shared == null ? 0 : (int) shared.diskMb())
                .networks(networks)
                .devices(devices)
                .build();
    }

    private static int sum(Collection<AllocatedTaskResources> tasks, ToLongFunction<AllocatedTaskResources> part) {
        return (int) tasks.stream().mapToLong(part).sum();
    }

    private static long cpu(AllocatedTaskResources task) {
        return task.cpu() == null ? 0 : task.cpu().cpuShares();
    }

    private static long cores(AllocatedTaskResources task) {
        return task.cpu() == null ? 0 : task.cpu().reservedCores().size();
    }

    private static long memory(AllocatedTaskResources task) {
        return task.memory() == null ? 0 : task.memory().memoryMb();
    }

    private static long memoryMax(AllocatedTaskResources task) {
        return task.memory() == null ? 0 : task.memory().memoryMaxMb();
    }

    private static List<RequestedDevice> devices(AllocatedTaskResources task) {
        return task.devices().stream().map(OlderResources::device).toList();
    }

    private static RequestedDevice device(AllocatedDeviceResource held) {
        return RequestedDeviceBuilder.builder()
                .name(held.vendor() + "/" + held.type() + "/" + held.name())
                .count((long) held.deviceIds().size())
                .constraints(List.of())
                .affinities(List.of())
                .build();
    }
}
