package dev.drover.client.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.LogicalProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.software.os.OperatingSystem;

/** Facts through OSHI, for systems without {@code /proc}. */
final class OshiHost implements Host {
    private static final int SPEED_UNKNOWN_MEGABITS = 1000;

    private final SystemInfo info = new SystemInfo();

    @Override
    public Cpu cpu() {
        CentralProcessor processor = info.getHardware().getProcessor();
        List<Core> cores = new ArrayList<>();
        for (LogicalProcessor logical : processor.getLogicalProcessors()) {
            cores.add(
                    new Core(logical.getProcessorNumber(), logical.getPhysicalPackageNumber(), logical.getNumaNode()));
        }
        double mhz = Math.max(1000, processor.getProcessorIdentifier().getVendorFreq() / 1e6);
        String architecture = System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "amd64";
        return new Cpu(
                architecture, processor.getProcessorIdentifier().getName().trim(), Math.floor(mhz), cores);
    }

    @Override
    public Memory memory() {
        GlobalMemory memory = info.getHardware().getMemory();
        return new Memory(memory.getTotal(), memory.getAvailable(), memory.getAvailable());
    }

    @Override
    public Os os() {
        OperatingSystem system = info.getOperatingSystem();
        String kernel = System.getProperty("os.name", "")
                .toLowerCase(Locale.ROOT)
                .split(" ", -1)[0]
                .replace("mac", "darwin");
        return new Os(
                system.getFamily().toLowerCase(Locale.ROOT),
                String.valueOf(system.getVersionInfo().getVersion()),
                kernel,
                System.getProperty("os.version", ""),
                System.getProperty("os.arch", ""));
    }

    @Override
    public String hostname() {
        return info.getOperatingSystem().getNetworkParams().getHostName();
    }

    @Override
    public String hostId() {
        return info.getHardware().getComputerSystem().getHardwareUUID().toLowerCase(Locale.ROOT);
    }

    @Override
    public String cgroupsVersion() {
        return "";
    }

    @Override
    public String defaultInterface() {
        String gateway = info.getOperatingSystem().getNetworkParams().getIpv4DefaultGateway();
        return gateway.isEmpty()
                ? ""
                : info.getHardware().getNetworkIFs().stream()
                        .filter(each -> each.getIPv4addr().length > 0)
                        .map(each -> each.getName())
                        .findFirst()
                        .orElse("");
    }

    @Override
    public int linkMegabits(String interfaceName) {
        return info.getHardware().getNetworkIFs().stream()
                .filter(each -> each.getName().equals(interfaceName) && each.getSpeed() > 0)
                .mapToInt(each -> (int) (each.getSpeed() / 1_000_000))
                .findFirst()
                .orElse(SPEED_UNKNOWN_MEGABITS);
    }

    @Override
    public List<CoreTime> coreTimes() {
        List<CoreTime> times = new ArrayList<>();
        long[][] ticks = info.getHardware().getProcessor().getProcessorCpuLoadTicks();
        for (int core = 0; core < ticks.length; core++) {
            long[] each = ticks[core];
            double user = each[TickType.USER.getIndex()] + each[TickType.NICE.getIndex()];
            double idle = each[TickType.IDLE.getIndex()] + each[TickType.IOWAIT.getIndex()];
            times.add(new CoreTime("cpu" + core, user / 1000, each[TickType.SYSTEM.getIndex()] / 1000.0, idle / 1000));
        }
        return times;
    }

    @Override
    public List<Mount> mounts() {
        return info.getOperatingSystem().getFileSystem().getFileStores(true).stream()
                .map(store -> new Mount(store.getVolume(), store.getMount()))
                .toList();
    }

    @Override
    public double inodesUsedPercent(Path path) {
        return info.getOperatingSystem().getFileSystem().getFileStores(true).stream()
                .filter(store -> path.startsWith(store.getMount()) && store.getTotalInodes() > 0)
                .mapToDouble(store -> (store.getTotalInodes() - store.getFreeInodes()) * 100.0 / store.getTotalInodes())
                .findFirst()
                .orElse(0);
    }

    @Override
    public long uptimeSeconds() {
        return info.getOperatingSystem().getSystemUptime();
    }
}
