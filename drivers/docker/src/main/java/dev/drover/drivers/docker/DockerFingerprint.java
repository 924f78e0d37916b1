package dev.drover.drivers.docker;

import dev.drover.driver.Fingerprint;
import dev.drover.drivers.engine.Answer;
import dev.drover.drivers.engine.EngineException;
import dev.drover.drivers.engine.Leftovers;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells whether the engine answers and what it can. One that answered before and is gone now is unhealthy, not undetected. */
final class DockerFingerprint {
    private static final System.Logger LOGGER = System.getLogger(DockerFingerprint.class.getName());
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final DockerOptions options;
    private final Leftovers.Connection engine;
    private volatile boolean seen;

    DockerFingerprint(DockerOptions options, Leftovers.Connection engine) {
        this.options = options;
        this.engine = engine;
    }

    Fingerprint take() {
        Optional<Path> socket = options.engine().socket();
        if (!seen && socket.isPresent() && !Files.exists(socket.get())) {
            return Fingerprint.undetected(
                    "no Docker engine at " + options.engine().endpoint());
        }
        try {
            Map<String, Object> info = engine.open().get("/info", LIMIT);
            seen = true;
            return Fingerprint.healthy(attributes(info));
        } catch (EngineException e) {
            return new Fingerprint(Fingerprint.Health.UNHEALTHY, String.valueOf(e.getMessage()), Map.of());
        }
    }

    private Map<String, String> attributes(Map<String, Object> info) {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("driver.docker.version", Answer.text(info, "ServerVersion"));
        attributes.put("driver.docker.os_type", Answer.text(info, "OSType"));
        attributes.put(
                "driver.docker.runtimes", String.join(",", new TreeMap<>(Answer.object(info, "Runtimes")).keySet()));
        String bridge = bridgeAddress();
        if (!bridge.isEmpty()) {
            attributes.put("driver.docker.bridge_ip", bridge);
        }
        if (options.volumes().enabled()) {
            attributes.put("driver.docker.volumes.enabled", "true");
        }
        if (options.allowPrivileged()) {
            attributes.put("driver.docker.privileged.enabled", "true");
        }
        if (options.pidsLimit() > 0) {
            attributes.put("driver.docker.pids.limit", Long.toString(options.pidsLimit()));
        }
        return attributes;
    }

    private String bridgeAddress() {
        try {
            Map<String, Object> network = engine.open().get("/networks/bridge", LIMIT);
            for (Object range : Answer.list(network, "IPAM", "Config")) {
                if (range instanceof Map<?, ?> map && map.get("Gateway") instanceof String gateway) {
                    return gateway;
                }
            }
        } catch (EngineException e) {
            LOGGER.log(Level.DEBUG, "the engine has no bridge network: " + e.getMessage());
        }
        return "";
    }
}
