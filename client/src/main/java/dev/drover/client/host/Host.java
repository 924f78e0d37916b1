package dev.drover.client.host;

import java.nio.file.Path;
import java.util.List;

/**
 * The operating system as the node agent sees it: the one place that knows where facts come from. Linux is read from {@code /proc} and
 * {@code /sys} in a few milliseconds; other systems are asked through OSHI, whose start costs most of a second.
 */
public interface Host {
    /**
     * Processors.
     *
     * @param coreMhz speed of one core
     */
    record Cpu(String architecture, String model, double coreMhz, List<Core> cores) {
        public Cpu {
            cores = List.copyOf(cores);
        }
    }

    /** One logical core and where it sits. */
    record Core(int id, int socket, int numaNode) {}

    /** Memory in bytes. */
    record Memory(long total, long available, long free) {
        public long used() {
            return total - available;
        }
    }

    /** The operating system. */
    record Os(String name, String version, String kernelName, String kernelVersion, String kernelArchitecture) {}

    /** Processor time of one core since boot, in seconds. */
    record CoreTime(String name, double user, double system, double idle) {}

    /** A file system with the bytes of it. */
    record Mount(String device, String mountpoint) {}

    Cpu cpu();

    Memory memory();

    Os os();

    String hostname();

    /** An id of the machine that stays the same, or empty. */
    String hostId();

    /** Control groups, {@code 1} or {@code 2}, or empty where there are none. */
    String cgroupsVersion();

    /** Name of the interface that reaches the default route, or empty. */
    String defaultInterface();

    /** Speed of a link in megabits per second; 1000 when it does not say. */
    int linkMegabits(String interfaceName);

    List<CoreTime> coreTimes();

    /** File systems on devices. */
    List<Mount> mounts();

    /** Share of the inodes that are used, in percent; 0 when unknown. */
    double inodesUsedPercent(Path path);

    /** Seconds since boot. */
    long uptimeSeconds();

    /** The host that this process runs on. */
    static Host local() {
        return LocalHost.INSTANCE;
    }
}
