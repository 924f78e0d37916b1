package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.drivers.engine.ClientTls;
import dev.drover.drivers.engine.EngineAddress;
import dev.drover.drivers.engine.Leftovers;
import dev.drover.drivers.engine.RegistryAccounts;
import dev.drover.model.text.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * What the operator allows on this node: the {@code plugin "docker"} block of the agent's configuration.
 *
 * @param allowCapabilities capabilities that a job may add; {@code ALL} allows every one
 * @param gpuRuntime runtime of tasks that got a device of NVIDIA
 * @param pidsLimit most processes in a container, or 0 for no limit
 * @param extraLabels names, with {@code *}, of further labels that describe the task
 * @param logging how the engine keeps the output
 */
public record DockerOptions(
        EngineAddress engine,
        RegistryAccounts accounts,
        Volumes volumes,
        boolean allowPrivileged,
        Set<String> allowCapabilities,
        Set<String> allowRuntimes,
        String gpuRuntime,
        AllowedModes allowedModes,
        long pidsLimit,
        long containerExistsAttempts,
        long oomScoreAdjustment,
        Pulls pulls,
        Infra infra,
        Cleaning cleaning,
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

    private static final Duration SHORTEST_SILENCE = Duration.ofMinutes(1);

    /**
     * Files of the host.
     *
     * @param enabled whether tasks may mount any folder of the host and use volume drivers
     * @param selinuxLabel {@code z}, {@code Z} or empty
     */
    public record Volumes(boolean enabled, String selinuxLabel) {}

    /** Namespaces of the host or of other containers that tasks may share. */
    public record AllowedModes(List<String> pid, List<String> ipc, List<String> userns, List<String> uts) {}

    /**
     * How long images may take.
     *
     * @param limit for the whole pull, unless the task says otherwise
     * @param silence how long the engine may report nothing
     */
    public record Pulls(Duration limit, Duration silence) {}

    /** The image of what holds a group's network, empty for one that the driver makes; and how long its pull may take. */
    public record Infra(String image, Duration limit) {}

    /**
     * What is removed when it is not needed any more.
     *
     * @param images whether images go
     * @param imageDelay how long after their last use
     * @param containers whether ended containers go
     * @param dangling how those go that belong to no task any more
     */
    public record Cleaning(boolean images, Duration imageDelay, boolean containers, Leftovers.Rules dangling) {}

    /** Name and options of an engine's log driver. */
    public record Logging(String type, Map<String, String> options) {}

    /** What holds where the agent's configuration says nothing. */
    public static DockerOptions defaults() {
        return of(Map.of());
    }

    /**
     * Reads the plugin's {@code config} block.
     *
     * @throws IllegalArgumentException with all its faults
     */
    public static DockerOptions of(Map<String, Object> plugin) {
        ConfigReader config = ConfigReader.of(plugin);
        ConfigReader volumes = Blocks.one(config, "volumes");
        ConfigReader modes = Blocks.one(config, "allowed_modes");
        ConfigReader auth = Blocks.one(config, "auth");
        DockerOptions options = new DockerOptions(
                address(config),
                new RegistryAccounts(auth.text("config", ""), auth.text("helper", "")),
                new Volumes(volumes.flag("enabled", false), volumes.text("selinuxlabel", "")),
                config.flag("allow_privileged", false),
                config.has("allow_caps") ? Capabilities.normalized(config.texts("allow_caps")) : DEFAULT_CAPABILITIES,
                config.has("allow_runtimes") ? Set.copyOf(config.texts("allow_runtimes")) : Set.of("runc", "nvidia"),
                config.text("nvidia_runtime", "nvidia"),
                new AllowedModes(modes.texts("pid"), modes.texts("ipc"), modes.texts("userns"), modes.texts("uts")),
                config.number("pids_limit").orElse(0),
                config.number("container_exists_attempts").orElse(5),
                config.number("oom_score_adj").orElse(0),
                pulls(config),
                infra(config),
                cleaning(Blocks.one(config, "gc")),
                config.flag("disable_log_collection", false),
                config.texts("extra_labels"),
                logging(Blocks.one(config, "logging")));
        // Only said on Windows, where it means something.
        config.flag("windows_allow_insecure_container_admin", false);
        List<String> faults = config.finish();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("plugin \"docker\": " + String.join("; ", faults));
        }
        return options;
    }

    private static EngineAddress address(ConfigReader config) {
        String endpoint = config.text("endpoint", "");
        Optional<SSLContext> context = Optional.empty();
        Optional<ConfigReader> tls = config.block("tls");
        if (tls.isPresent()) {
            if (endpoint.isEmpty()) {
                config.fault("tls", "needs an endpoint");
            }
            try {
                context = Optional.of(ClientTls.context(
                        tls.get().text("cert", ""),
                        tls.get().text("key", ""),
                        tls.get().text("ca", "")));
            } catch (IOException fault) {
                config.fault("tls", "cannot be used: " + fault.getMessage());
            }
        }
        return new EngineAddress("the Docker engine", endpoint.isEmpty() ? defaultEndpoint() : endpoint, context);
    }

    private static Pulls pulls(ConfigReader config) {
        Duration silence = duration(config, "pull_activity_timeout", Duration.ofMinutes(2));
        if (silence.compareTo(SHORTEST_SILENCE) < 0) {
            config.fault("pull_activity_timeout", "must be at least 1m");
        }
        return new Pulls(duration(config, "image_pull_timeout", Duration.ofMinutes(5)), silence);
    }

    private static Infra infra(ConfigReader config) {
        return new Infra(
                config.text("infra_image", ""), duration(config, "infra_image_pull_timeout", Duration.ofMinutes(5)));
    }

    private static Cleaning cleaning(ConfigReader gc) {
        ConfigReader dangling = Blocks.one(gc, "dangling_containers");
        return new Cleaning(
                gc.flag("image", true),
                duration(gc, "image_delay", Duration.ofMinutes(3)),
                gc.flag("container", true),
                new Leftovers.Rules(
                        dangling.flag("enabled", true),
                        duration(dangling, "period", Duration.ofMinutes(5)),
                        duration(dangling, "creation_grace", Duration.ofMinutes(5)),
                        dangling.flag("dry_run", false)));
    }

    private static Logging logging(ConfigReader logging) {
        Map<String, String> given =
                logging.has("config") ? logging.textMap("config") : Map.of("max-file", "2", "max-size", "2m");
        return new Logging(logging.text("type", "json-file"), new LinkedHashMap<>(given));
    }

    /** The duration of a key, with a fault when it is none. */
    static Duration duration(ConfigReader config, String key, Duration otherwise) {
        String text = config.text(key, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException fault) {
            config.fault(key, String.valueOf(fault.getMessage()));
            return otherwise;
        }
    }

    private static String defaultEndpoint() {
        String fromEnvironment = System.getenv("DOCKER_HOST");
        return fromEnvironment == null || fromEnvironment.isEmpty() ? "unix:///var/run/docker.sock" : fromEnvironment;
    }
}
