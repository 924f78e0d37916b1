package dev.drover.state.usage;

import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.Port;
import dev.drover.model.job.TaskLifecycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one allocation holds of its node. Tasks that never run at the same time share: what counts for CPU and memory is the
 * largest of the three phases (before, during, after); cores, ports and devices are held all along.
 *
 * @param cpuMhz CPU in MHz
 * @param memoryMb memory in MiB that is set aside
 * @param memoryMaxMb memory in MiB that may be used at most
 * @param diskMb disk in MiB
 * @param devices instances as {@code vendor/type/name/id}
 */
public record AllocationUse(
        long cpuMhz,
        long memoryMb,
        long memoryMaxMb,
        long diskMb,
        List<HostPort> ports,
        List<Integer> cores,
        List<String> devices) {
    private static final AllocationUse NOTHING = new AllocationUse(0, 0, 0, 0, List.of(), List.of(), List.of());

    public AllocationUse {
        ports = List.copyOf(ports);
        cores = List.copyOf(cores);
        devices = List.copyOf(devices);
    }

    public static AllocationUse of(Allocation allocation) {
        AllocatedResources resources = allocation.allocatedResources();
        return resources == null ? NOTHING : of(resources);
    }

    public static AllocationUse of(AllocatedResources resources) {
        Phases cpu = new Phases();
        Phases memory = new Phases();
        Phases memoryMax = new Phases();
        List<Integer> cores = new ArrayList<>();
        List<HostPort> ports = new ArrayList<>();
        List<String> devices = new ArrayList<>();
        for (Map.Entry<String, AllocatedTaskResources> entry : resources.tasks().entrySet()) {
            AllocatedTaskResources task = entry.getValue();
            TaskLifecycle lifecycle = resources.taskLifecycles().get(entry.getKey());
            if (task.cpu() != null) {
                cpu.add(lifecycle, task.cpu().cpuShares());
                cores.addAll(task.cpu().reservedCores());
            }
            if (task.memory() != null) {
                long reserved = task.memory().memoryMb();
                memory.add(lifecycle, reserved);
                memoryMax.add(lifecycle, Math.max(reserved, task.memory().memoryMaxMb()));
            }
            task.networks().forEach(network -> addPorts(network, ports));
            task.devices().forEach(device -> addDevices(device, devices));
        }
        AllocatedSharedResources shared = resources.shared();
        if (shared != null) {
            addSharedPorts(shared, ports);
        }
        return new AllocationUse(
                cpu.peak(),
                memory.peak(),
                memoryMax.peak(),
                shared == null ? 0 : shared.diskMb(),
                ports,
                cores,
                devices);
    }

    private static void addSharedPorts(AllocatedSharedResources shared, List<HostPort> ports) {
        if (shared.ports().isEmpty()) {
            shared.networks().forEach(network -> addPorts(network, ports));
        }
        for (PortMapping mapping : shared.ports()) {
            ports.add(new HostPort(mapping.hostIp(), mapping.value()));
        }
    }

    private static void addPorts(NetworkResource network, List<HostPort> ports) {
        for (Port port : network.reservedPorts()) {
            ports.add(new HostPort(network.ip(), port.value()));
        }
        for (Port port : network.dynamicPorts()) {
            ports.add(new HostPort(network.ip(), port.value()));
        }
    }

    private static void addDevices(AllocatedDeviceResource device, List<String> devices) {
        for (String id : device.deviceIds()) {
            devices.add(device.vendor() + "/" + device.type() + "/" + device.name() + "/" + id);
        }
    }
}
