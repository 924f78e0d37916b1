package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator allows on this node: the {@code plugin "docker"} block of the agent's configuration.
 *
 * @param endpoint address of the engine
 * @param volumesEnabled whether tasks may mount any folder of the host and use volume drivers
 * @param allowCapabilities capabilities that a job may add; {@code ALL} allows every one
 * @param pidsLimit most processes in a container, or 0 for no limit
 * @param removeContainers whether an ended container is removed
 * @param extraLabels names, with {@code *}, of further labels that describe the task
 * @param logging how the engine keeps the output
 */
public record DockerOptions(
        String endpoint,
        boolean volumesEnabled,
        boolean allowPrivileged,
        Set<String> allowCapabilities,
        Set<String> allowRuntimes,
        AllowedModes allowedModes,
        long pidsLimit,
        long containerExistsAttempts,
        long oomScoreAdjustment,
        Duration imagePullTimeout,
        boolean removeContainers,
        boolean disableLogCollection,
        List<String> extraLabels,
        Logging logging) {
    static final Set<String> DEFAULT_CAPABILITIES = Set.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");

    /** Namespaces of the host or of other containers that tasks may share. */
    public record AllowedModes(List<String> pid, List<String> ipc, List<String> userns, List<String> uts) {}

    /** Name and options of an engine's log driver. */
    public record Logging(String type, Map<String, String> options) {}

    /** What holds where the agent's configuration says nothing. */
    public static DockerOptions defaults() {
        return of(Map.of());
    }

    /** Reads the plugin's {@code config} block. */
    public static DockerOptions of(Map<String, Object> plugin) {
        ConfigReader config = ConfigReader.of(plugin);
        ConfigReader modes = Blocks.one(config, "allowed_modes");
        ConfigReader logging = Blocks.one(config, "logging");
        Map<String, String> logOptions =
                logging.has("config") ? logging.textMap("config") : Map.of("max-file", "2", "max-size", "2m");
        return new DockerOptions(
                config.text("endpoint", defaultEndpoint()),
                Blocks.one(config, "volumes").flag("enabled", false),
                config.flag("allow_privileged", false),
                config.has("allow_caps") ? Capabilities.normalized(config.texts("allow_caps")) : DEFAULT_CAPABILITIES,
                config.has("allow_runtimes") ? Set.copyOf(config.texts("allow_runtimes")) : Set.of("runc", "nvidia"),
                new AllowedModes(modes.texts("pid"), modes.texts("ipc"), modes.texts("userns"), modes.texts("uts")),
                config.number("pids_limit").orElse(0),
                config.number("container_exists_attempts").orElse(5),
                config.number("oom_score_adj").orElse(0),
                duration(config.text("image_pull_timeout", "")).orElse(Duration.ofMinutes(5)),
                Blocks.one(config, "gc").flag("container", true),
                config.flag("disable_log_collection", false),
                config.texts("extra_labels"),
                new Logging(logging.text("type", "json-file"), new LinkedHashMap<>(logOptions)));
    }

    /** Reads a duration of one or more parts, such as {@code 1h30m} or {@code 90s}. */
    static Optional<Duration> duration(String text) {
        if (!text.matches("(\\d{1,9}(h|m|s))+")) {
            return Optional.empty();
        }
        return Optional.of(Duration.parse("PT" + text));
    }

    private static String defaultEndpoint() {
        String fromEnvironment = System.getenv("DOCKER_HOST");
        return fromEnvironment == null || fromEnvironment.isEmpty() ? "unix:///var/run/docker.sock" : fromEnvironment;
    }
}
