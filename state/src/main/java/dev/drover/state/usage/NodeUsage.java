package dev.drover.state.usage;

/**
 * What the allocations of a node hold of it together until the node has reported their end: one that was told to stop may take
 * long over it, and its port is not free before. Kept with every change rather than summed up when
 * asked, so that checking a plan costs the same on an empty and on a full node.
 *
 * @param allocations how many there are
 * @param cpuMhz CPU in MHz
 * @param memoryMb memory in MiB that is set aside
 * @param memoryMaxMb memory in MiB that may be used at most
 * @param diskMb disk in MiB
 * @param devices instances as {@code vendor/type/name/id}
 */
public record NodeUsage(
        int allocations,
        long cpuMhz,
        long memoryMb,
        long memoryMaxMb,
        long diskMb,
        PortTally ports,
        Tally<Integer> cores,
        Tally<String> devices) {
    public static final NodeUsage NONE = new NodeUsage(0, 0, 0, 0, 0, PortTally.NONE, Tally.empty(), Tally.empty());

    public NodeUsage plus(AllocationUse use) {
        return new NodeUsage(
                allocations + 1,
                cpuMhz + use.cpuMhz(),
                memoryMb + use.memoryMb(),
                memoryMaxMb + use.memoryMaxMb(),
                diskMb + use.diskMb(),
                ports.plus(use.ports()),
                cores.plus(use.cores()),
                devices.plus(use.devices()));
    }

    public NodeUsage minus(AllocationUse use) {
        return new NodeUsage(
                allocations - 1,
                cpuMhz - use.cpuMhz(),
                memoryMb - use.memoryMb(),
                memoryMaxMb - use.memoryMaxMb(),
                diskMb - use.diskMb(),
                ports.minus(use.ports()),
                cores.minus(use.cores()),
                devices.minus(use.devices()));
    }

    /** Whether the port is held on this address, or on one of the two where no address was named. */
    public boolean holdsPort(String address, int port) {
        if (ports.contains(new HostPort("", port)) || ports.contains(new HostPort(address, port))) {
            return true;
        }
        return address.isEmpty() && holdsPort(port);
    }

    /** Whether the port is held on any address. */
    public boolean holdsPort(int port) {
        return ports.contains(port);
    }
}
