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
        List<Integer> cores = List.of();
        List<HostPort> ports = List.of();
        List<String> devices = List.of();
        for (Map.Entry<String, AllocatedTaskResources> entry : resources.tasks().entrySet()) {
            AllocatedTaskResources task = entry.getValue();
            TaskLifecycle lifecycle = resources.taskLifecycles().get(entry.getKey());
            if (task.cpu() != null) {
                cpu.add(lifecycle, task.cpu().cpuShares());
                if (!task.cpu().reservedCores().isEmpty()) {
                    cores = open(cores);
                    cores.addAll(task.cpu().reservedCores());
                }
            }
            if (task.memory() != null) {
                long reserved = task.memory().memoryMb();
                memory.add(lifecycle, reserved);
                memoryMax.add(lifecycle, Math.max(reserved, task.memory().memoryMaxMb()));
            }
            ports = withPorts(ports, task.networks());
            for (AllocatedDeviceResource device : task.devices()) {
                devices = open(devices);
                addDevices(device, devices);
            }
        }
        AllocatedSharedResources shared = resources.shared();
        if (shared != null) {
            ports = withSharedPorts(ports, shared);
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

    /** A list that can grow: most allocations have neither ports nor cores nor devices, and need none. */
    private static <T> List<T> open(List<T> list) {
        return list.isEmpty() ? new ArrayList<>() : list;
    }

    private static List<HostPort> withSharedPorts(List<HostPort> ports, AllocatedSharedResources shared) {
        if (shared.ports().isEmpty()) {
            return withPorts(ports, shared.networks());
        }
        List<HostPort> more = open(ports);
        for (PortMapping mapping : shared.ports()) {
            more.add(new HostPort(mapping.hostIp(), mapping.value()));
        }
        return more;
    }

    private static List<HostPort> withPorts(List<HostPort> ports, List<NetworkResource> networks) {
        if (networks.isEmpty()) {
            return ports;
        }
        List<HostPort> more = open(ports);
        for (NetworkResource network : networks) {
            addPorts(network, more);
        }
        return more;
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
