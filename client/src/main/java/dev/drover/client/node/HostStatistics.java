package dev.drover.client.node;

import dev.drover.client.host.Host;
import dev.drover.model.api.HostCPUStats;
import dev.drover.model.api.HostDiskStats;
import dev.drover.model.api.HostMemoryStats;
import dev.drover.model.api.HostStats;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the machine is doing. Processor shares are those since the last question, or since boot for the first. */
public final class HostStatistics {
    private final Host host;
    private final Path allocDir;
    private Map<String, Host.CoreTime> last = Map.of();

    public HostStatistics(Host host, Path allocDir) {
        this.host = host;
        this.allocDir = allocDir;
    }

    public synchronized HostStats measure() {
        List<HostCPUStats> cores = cores();
        Host.Memory memory = host.memory();
        List<HostDiskStats> disks = new ArrayList<>();
        for (Host.Mount mount : host.mounts()) {
            disk(mount.device(), mount.mountpoint(), Path.of(mount.mountpoint()))
                    .ifPresent(disks::add);
        }
        Instant now = Instant.now();
        return new HostStats(
                new HostMemoryStats(memory.total(), memory.available(), memory.used(), memory.free()),
                cores,
                disks,
                disk("", "", allocDir).orElse(null),
                List.of(),
                host.uptimeSeconds(),
                cores.stream().mapToDouble(HostCPUStats::totalTicks).sum(),
                TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
    }

    private List<HostCPUStats> cores() {
        double mhz = host.cpu().coreMhz();
        Map<String, Host.CoreTime> times = new LinkedHashMap<>();
        host.coreTimes().forEach(time -> times.put(time.name(), time));
        List<HostCPUStats> cores = new ArrayList<>();
        times.forEach((name, time) -> {
            Host.CoreTime before = last.getOrDefault(name, new Host.CoreTime(name, 0, 0, 0));
            double user = time.user() - before.user();
            double system = time.system() - before.system();
            double idle = time.idle() - before.idle();
            double total = Math.max(0.01, user + system + idle);
            double busy = (user + system) / total;
            cores.add(new HostCPUStats(
                    name, user / total * 100, system / total * 100, idle / total * 100, busy * 100, busy * mhz));
        });
        last = times;
        return cores;
    }

    private Optional<HostDiskStats> disk(String device, String mountpoint, Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            long size = store.getTotalSpace();
            long available = store.getUsableSpace();
            long used = size - store.getUnallocatedSpace();
            double percent = used + available == 0 ? 0 : used * 100.0 / (used + available);
            return Optional.of(new HostDiskStats(
                    device, mountpoint, size, used, available, percent, host.inodesUsedPercent(path)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
