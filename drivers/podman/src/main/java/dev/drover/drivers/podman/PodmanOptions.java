package dev.drover.drivers.podman;

import dev.drover.driver.ConfigReader;
import dev.drover.drivers.engine.EngineAddress;
import dev.drover.drivers.engine.RegistryAccounts;
import dev.drover.model.text.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator says of Podman on this node: the {@code plugin "nomad-driver-podman"} block of the agent's configuration.
 *
 * @param sockets the services by name; tasks use the one named {@code default} unless they name another
 * @param removeContainers whether ended containers go
 * @param answer how long an ordinary answer may take
 * @param volumesEnabled whether tasks may mount any folder of the host
 * @param selinuxLabel {@code z}, {@code Z} or empty
 * @param extraLabels names, with {@code *}, of further labels that describe the task
 */
public record PodmanOptions(
        Map<String, EngineAddress> sockets,
        boolean removeContainers,
        boolean disableLogCollection,
        Duration answer,
        boolean volumesEnabled,
        String selinuxLabel,
        RegistryAccounts accounts,
        List<String> extraLabels,
        Logging logging) {
    static final String DEFAULT_SOCKET = "default";

    /** Name and options of a log driver; {@code nomad} is the one whose output the node agent collects. */
    public record Logging(String driver, Map<String, String> options) {
        boolean isCollected() {
            return driver.equals("nomad");
        }
    }

    /** What holds where the agent's configuration says nothing. */
    public static PodmanOptions defaults() {
        return of(Map.of());
    }

    /**
     * Reads the plugin's {@code config} block.
     *
     * @throws IllegalArgumentException with all its faults
     */
    public static PodmanOptions of(Map<String, Object> plugin) {
        ConfigReader config = ConfigReader.of(plugin);
        // Ended containers are found again in any case.
        config.flag("recover_stopped", false);
        ConfigReader volumes = block(config, "volumes");
        ConfigReader auth = block(config, "auth");
        PodmanOptions options = new PodmanOptions(
                sockets(config),
                block(config, "gc").flag("container", true),
                config.flag("disable_log_collection", false),
                duration(config, "client_http_timeout", Duration.ofSeconds(60)),
                volumes.flag("enabled", true),
                volumes.text("selinuxlabel", ""),
                new RegistryAccounts(auth.text("config", ""), auth.text("helper", "")),
                config.texts("extra_labels"),
                logging(config).orElse(new Logging("nomad", Map.of())));
        List<String> faults = config.finish();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("plugin \"podman\": " + String.join("; ", faults));
        }
        return options;
    }

    private static Map<String, EngineAddress> sockets(ConfigReader config) {
        Map<String, EngineAddress> sockets = new LinkedHashMap<>();
        for (ConfigReader socket : config.blocks("socket")) {
            String name = socket.text("name", DEFAULT_SOCKET);
            // Only of use to the service itself, which runs as that user.
            socket.text("host_user", "");
            sockets.put(name, address(socket.requiredText("socket_path")));
        }
        String path = config.text("socket_path", "");
        if (!path.isEmpty() && !sockets.isEmpty()) {
            config.fault("socket_path", "cannot be given beside socket blocks");
        }
        if (sockets.isEmpty()) {
            sockets.put(DEFAULT_SOCKET, address(path.isEmpty() ? usualSocket() : path));
        }
        return sockets;
    }

    private static EngineAddress address(String path) {
        return new EngineAddress("Podman", path.contains("://") ? path : "unix://" + path, Optional.empty());
    }

    private static String usualSocket() {
        List<String> candidates = new ArrayList<>();
        candidates.add("/run/podman/podman.sock");
        candidates.add("/run/podman/io.podman");
        String runtimeFolder = System.getenv("XDG_RUNTIME_DIR");
        if (runtimeFolder != null && !System.getProperty("user.name").equals("root")) {
            candidates.addFirst(runtimeFolder + "/podman/podman.sock");
        }
        return "unix://"
                + candidates.stream()
                        .filter(path -> Files.exists(Path.of(path)))
                        .findFirst()
                        .orElse(candidates.getFirst());
    }

    static Optional<Logging> logging(ConfigReader config) {
        return config.block("logging")
                .map(logging -> new Logging(logging.text("driver", "nomad"), logging.textMap("options")));
    }

    /** The block of this name; one without any value when there is none. */
    static ConfigReader block(ConfigReader config, String name) {
        return config.block(name).orElseGet(() -> ConfigReader.of(Map.of()));
    }

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
}
