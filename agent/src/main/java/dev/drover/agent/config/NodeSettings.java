package dev.drover.agent.config;

import dev.drover.model.text.Durations;
import dev.drover.model.volume.HostVolumeInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a node keeps for itself, offers, and clears away. Sizes are MiB, 0 for what is found.
 *
 * @param reservedCores cores that no task gets, such as {@code 0-1}
 * @param reservableCores the only cores that tasks may have to themselves; empty for all
 * @param chroot folders of the host that isolated tasks see, and where; empty for the usual ones
 * @param drain empty where it leaves its work behind
 * @param startParallelism how many tasks of one driver are started at the same time
 * @param diskInterval how often is measured what allocations have on the disk; zero for never
 * @param driverInterval how often drivers are asked whether they are well
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
        boolean ineligible,
        Optional<Drain> drain,
        int startParallelism,
        Duration diskInterval,
        Duration driverInterval) {

    /**
     * How the node empties itself before it leaves.
     *
     * @param deadline zero for none
     * @param force whether everything has to leave at once
     */
    public record Drain(Duration deadline, boolean force, boolean ignoreSystemJobs) {}

    private static final String OPTIONS = "client.options";

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
                settings.bool("client.default_ineligible", false),
                drain(settings),
                startParallelism(settings),
                interval(settings, "ephemeral_disk.interval", Duration.ofMinutes(1)),
                interval(settings, "driver.health.interval", Duration.ofSeconds(30)));
    }

    private static Optional<Drain> drain(Settings settings) {
        String block = "client.drain_on_shutdown";
        return settings.has(block)
                ? Optional.of(new Drain(
                        settings.duration(block + ".deadline", Duration.ofHours(1)),
                        settings.bool(block + ".force", false),
                        settings.bool(block + ".ignore_system_jobs", false)))
                : Optional.empty();
    }

    private static int startParallelism(Settings settings) {
        String option = option(settings, "task.start_parallelism");
        if (option.isEmpty()) {
            return Math.max(8, 2 * Runtime.getRuntime().availableProcessors());
        }
        if (!option.matches("[1-9]\\d{0,4}")) {
            throw new ConfigException(settings.origin(OPTIONS)
                    + ": task.start_parallelism must be a number of tasks such as \"8\", found \"" + option + "\"");
        }
        return Integer.parseInt(option);
    }

    private static Duration interval(Settings settings, String name, Duration otherwise) {
        String option = option(settings, name);
        try {
            return option.isEmpty() ? otherwise : Durations.parse(option);
        } catch (IllegalArgumentException fault) {
            throw new ConfigException(settings.origin(OPTIONS) + ": " + name
                    + " must be a duration such as \"1m\", found \"" + option + "\"");
        }
    }

    private static String option(Settings settings, String name) {
        return settings.texts(OPTIONS).getOrDefault(name, "");
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
