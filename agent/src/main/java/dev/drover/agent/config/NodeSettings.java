package dev.drover.agent.config;

import dev.drover.model.volume.HostVolumeInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a node keeps for itself, offers, and clears away. Sizes are MiB, 0 for what is found.
 *
 * @param reservedCores cores that no task gets, such as {@code 0-1}
 * @param reservableCores the only cores that tasks may have to themselves; empty for all
 * @param chroot folders of the host that isolated tasks see, and where; empty for the usual ones
 * @param hostVolumes folders of the host that groups may ask for, by name
 */
public record NodeSettings(
        Garbage garbage,
        String reservedCores,
        String reservableCores,
        int diskTotalMb,
        int diskFreeMb,
        Map<String, String> chroot,
        Map<String, HostVolumeInfo> hostVolumes,
        boolean ineligible) {

    /** When folders of ended allocations are deleted; thresholds in percent. */
    public record Garbage(
            Duration interval, int parallelDestroys, double diskPercent, double inodePercent, int maxAllocations) {}

    static NodeSettings of(Settings settings) {
        return new NodeSettings(
                new Garbage(
                        settings.duration("client.gc_interval", Duration.ofMinutes(1)),
                        Math.max(1, settings.number("client.gc_parallel_destroys", 2)),
                        settings.decimal("client.gc_disk_usage_threshold", 80),
                        settings.decimal("client.gc_inode_usage_threshold", 70),
                        settings.number("client.gc_max_allocs", 50)),
                cores(settings, "client.reserved.cores"),
                cores(settings, "client.reservable_cores"),
                settings.number("client.disk_total_mb", 0),
                settings.number("client.disk_free_mb", 0),
                settings.texts("client.chroot_env"),
                hostVolumes(settings),
                settings.bool("client.default_ineligible", false));
    }

    private static String cores(Settings settings, String key) {
        String cores = settings.text(key, "");
        if (!cores.isEmpty() && !cores.matches("\\d+(-\\d+)?(,\\d+(-\\d+)?)*")) {
            throw new ConfigException(
                    settings.origin(key) + " must be a set of cores such as \"0-1,4\", found \"" + cores + "\"");
        }
        return cores;
    }

    private static Map<String, HostVolumeInfo> hostVolumes(Settings settings) {
        Map<String, HostVolumeInfo> volumes = new LinkedHashMap<>();
        for (String name : settings.labels("client.host_volume")) {
            String block = "client.host_volume." + name;
            String path = settings.text(block + ".path", "");
            if (!path.startsWith("/")) {
                throw new ConfigException(settings.origin(block + ".path")
                        + " must be the absolute path of a folder, found \"" + path + "\"");
            }
            volumes.put(name, new HostVolumeInfo(path, settings.bool(block + ".read_only", false), "", name));
        }
        return volumes;
    }
}
