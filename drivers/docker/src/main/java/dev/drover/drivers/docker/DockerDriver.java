package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.docker.engine.Answer;
import dev.drover.drivers.docker.engine.EngineClient;
import dev.drover.drivers.docker.engine.EngineException;
import dev.drover.model.wire.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks as containers of a Docker engine on this machine. The engine owns the containers and their output, so they
 * outlive the agent without further help.
 */
public final class DockerDriver implements Driver {
    private static final Logger LOGGER = System.getLogger(DockerDriver.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration ENGINE_ABSENCE = Duration.ofSeconds(30);
    private static final Duration ENGINE_RETRY = Duration.ofSeconds(1);
    private static final Duration FINGERPRINT = Duration.ofSeconds(10);

    private final DockerOptions options;
    private @Nullable EngineClient engine;
    private @Nullable Images images;

    public DockerDriver(DockerOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public FileIsolation fileIsolation() {
        return FileIsolation.IMAGE;
    }

    @Override
    public Fingerprint fingerprint() {
        String endpoint = options.endpoint();
        if (endpoint.startsWith("unix://") && !Files.exists(Path.of(endpoint.substring("unix://".length())))) {
            return Fingerprint.undetected("no Docker engine at " + endpoint);
        }
        try {
            Map<String, Object> info = engine().get("/info", FINGERPRINT);
            Map<String, String> attributes = new TreeMap<>();
            attributes.put("driver.docker.version", Answer.text(info, "ServerVersion"));
            attributes.put("driver.docker.os_type", Answer.text(info, "OSType"));
            attributes.put(
                    "driver.docker.runtimes",
                    String.join(",", new TreeMap<>(Answer.object(info, "Runtimes")).keySet()));
            String bridge = bridgeAddress();
            if (!bridge.isEmpty()) {
                attributes.put("driver.docker.bridge_ip", bridge);
            }
            if (options.volumesEnabled()) {
                attributes.put("driver.docker.volumes.enabled", "true");
            }
            if (options.allowPrivileged()) {
                attributes.put("driver.docker.privileged.enabled", "true");
            }
            if (options.pidsLimit() > 0) {
                attributes.put("driver.docker.pids.limit", Long.toString(options.pidsLimit()));
            }
            return Fingerprint.healthy(attributes);
        } catch (EngineException e) {
            return new Fingerprint(Fingerprint.Health.UNHEALTHY, String.valueOf(e.getMessage()), Map.of());
        }
    }

    private String bridgeAddress() {
        try {
            Map<String, Object> network = engine().get("/networks/bridge", FINGERPRINT);
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

    @Override
    public List<String> validate(Map<String, Object> config) {
        return ConfigSchema.faults(config);
    }

    @Override
    public RunningTask start(TaskLaunch launch, Consumer<String> progress)
            throws DriverException, InterruptedException {
        List<String> faults = validate(launch.config());
        if (!faults.isEmpty()) {
            throw new DriverException(String.join("; ", faults));
        }
        try {
            EngineClient client = engine();
            String image = images(client).provide(launch, progress);
            String container = create(client, launch, image);
            return run(client, launch, container);
        } catch (EngineException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            throw new DriverException("cannot start the container: " + e.getMessage(), e.mayPass());
        }
    }

    /** A container of this name is one that an earlier try of the same task has left, and goes. */
    private String create(EngineClient client, TaskLaunch launch, String image)
            throws DriverException, EngineException {
        Map<String, Object> body = new ContainerRequest(launch, options).body(image);
        String name = ContainerRequest.name(launch);
        long attempts = ConfigReader.of(launch.config())
                .number("container_exists_attempts")
                .orElse(options.containerExistsAttempts());
        for (long attempt = 1; ; attempt++) {
            try {
                return Answer.text(client.post("/containers/create?name=" + name, body, ANSWER), "Id");
            } catch (EngineException e) {
                if (!e.isConflict() || attempt > attempts) {
                    throw e;
                }
                client.delete("/containers/" + name + "?force=1&v=1", ANSWER);
            }
        }
    }

    private RunningTask run(EngineClient client, TaskLaunch launch, String container) throws EngineException {
        try {
            client.post("/containers/" + container + "/start", Map.of(), ANSWER);
            return new DockerTask(client, options, launch, client.get("/containers/" + container + "/json", ANSWER));
        } catch (EngineException e) {
            boolean interrupted = Thread.interrupted();
            remove(client, container);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw e;
        }
    }

    private static void remove(EngineClient client, String container) {
        try {
            client.delete("/containers/" + container + "?force=1&v=1", ANSWER);
        } catch (EngineException e) {
            LOGGER.log(Level.WARNING, "cannot remove container " + container + ": " + e.getMessage());
        }
    }

    @Override
    public RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException, InterruptedException {
        Instant end = Instant.now().plus(ENGINE_ABSENCE);
        while (true) {
            try {
                EngineClient client = engine();
                return new DockerTask(
                        client, options, launch, client.get("/containers/" + recoveryState + "/json", ANSWER));
            } catch (EngineException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException(e.getMessage());
                }
                // An engine that is just starting has not lost its containers.
                if (!e.mayPass() || Instant.now().isAfter(end)) {
                    throw new DriverException("cannot find the container again: " + e.getMessage(), e.mayPass());
                }
                Thread.sleep(ENGINE_RETRY);
            }
        }
    }

    @Override
    public void sweep(String nodeId, Predicate<String> known) throws DriverException {
        String endpoint = options.endpoint();
        if (endpoint.startsWith("unix://") && !Files.exists(Path.of(endpoint.substring("unix://".length())))) {
            return;
        }
        String filter = URLEncoder.encode(
                Json.write(Map.of("label", List.of(ContainerRequest.NODE_LABEL + "=" + nodeId))),
                StandardCharsets.UTF_8);
        try {
            EngineClient client = engine();
            for (Map<String, Object> container : client.list("/containers/json?all=1&filters=" + filter, ANSWER)) {
                String task = Answer.text(container, "Labels", ContainerRequest.TASK_LABEL);
                if (!known.test(task)) {
                    LOGGER.log(Level.INFO, "the container of {0}, which is not to run here any more, is removed", task);
                    remove(client, Answer.text(container, "Id"));
                }
            }
        } catch (EngineException e) {
            throw new DriverException("cannot list containers: " + e.getMessage(), e.mayPass());
        }
    }

    @Override
    public synchronized void close() {
        if (engine != null) {
            engine.close();
            engine = null;
            images = null;
        }
    }

    /** Made at the first use, so that a machine without an engine pays nothing for it. */
    private synchronized EngineClient engine() throws EngineException {
        EngineClient client = engine;
        if (client == null) {
            client = EngineClient.open(options.endpoint());
            engine = client;
        }
        return client;
    }

    private synchronized Images images(EngineClient client) {
        Images known = images;
        if (known == null) {
            known = new Images(client, options);
            images = known;
        }
        return known;
    }
}
