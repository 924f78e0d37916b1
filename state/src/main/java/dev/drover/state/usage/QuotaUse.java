package dev.drover.state.usage;

import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.TaskLifecycle;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What allocations hold of the things that quotas limit. It depends on what the tasks asked for and not on the node: a task that asks for
 * cores counts in cores, whatever their MHz are there, and one that asks for MHz counts in MHz.
 *
 * @param allocations how many hold it
 * @param cpuMhz MHz of tasks that asked for MHz
 * @param cores cores of tasks that asked for cores
 * @param memoryMb memory in MiB that is set aside
 * @param memoryMaxMb memory in MiB that may be used at most
 * @param devices how many instances, by {@code vendor/type/name}
 */
public record QuotaUse(
        int allocations, long cpuMhz, long cores, long memoryMb, long memoryMaxMb, Tally<String> devices) {
    public static final QuotaUse NONE = new QuotaUse(0, 0, 0, 0, 0, Tally.empty());

    public static QuotaUse of(Allocation allocation) {
        AllocatedResources resources = allocation.allocatedResources();
        return resources == null ? new QuotaUse(1, 0, 0, 0, 0, Tally.empty()) : of(resources);
    }

    /** What one allocation with these resources holds. */
    public static QuotaUse of(AllocatedResources resources) {
        Phases cpu = new Phases();
        Phases memory = new Phases();
        Phases memoryMax = new Phases();
        long cores = 0;
        Tally<String> devices = Tally.empty();
        for (Map.Entry<String, AllocatedTaskResources> entry : resources.tasks().entrySet()) {
            AllocatedTaskResources task = entry.getValue();
            TaskLifecycle lifecycle = resources.taskLifecycles().get(entry.getKey());
            if (task.cpu() != null && task.cpu().reservedCores().isEmpty()) {
                cpu.add(lifecycle, task.cpu().cpuShares());
            } else if (task.cpu() != null) {
                cores += task.cpu().reservedCores().size();
            }
            if (task.memory() != null) {
                memory.add(lifecycle, task.memory().memoryMb());
                memoryMax.add(
                        lifecycle,
                        Math.max(task.memory().memoryMb(), task.memory().memoryMaxMb()));
            }
            for (AllocatedDeviceResource device : task.devices()) {
                devices = devices.plus(instances(device));
            }
        }
        return new QuotaUse(1, cpu.peak(), cores, memory.peak(), memoryMax.peak(), devices);
    }

    private static List<String> instances(AllocatedDeviceResource device) {
        String name = device.vendor() + "/" + device.type() + "/" + device.name();
        return Collections.nCopies(device.deviceIds().size(), name);
    }

    public QuotaUse plus(QuotaUse other) {
        return new QuotaUse(
                allocations + other.allocations,
                cpuMhz + other.cpuMhz,
                cores + other.cores,
                memoryMb + other.memoryMb,
                memoryMaxMb + other.memoryMaxMb,
                devices.plus(other.allDevices()));
    }

    public QuotaUse minus(QuotaUse other) {
        return new QuotaUse(
                allocations - other.allocations,
                cpuMhz - other.cpuMhz,
                cores - other.cores,
                memoryMb - other.memoryMb,
                memoryMaxMb - other.memoryMaxMb,
                devices.minus(other.allDevices()));
    }

    private List<String> allDevices() {
        return devices.isEmpty()
                ? List.of()
                : devices.items().stream()
                        .flatMap(name -> Collections.nCopies(devices.count(name), name).stream())
                        .toList();
    }
}
