package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.engine.Answer;
import dev.drover.drivers.engine.ContainerTask;
import dev.drover.drivers.engine.EngineClient;
import dev.drover.drivers.engine.EngineException;
import dev.drover.drivers.engine.Leftovers;
import dev.drover.drivers.engine.LogFollower;
import dev.drover.drivers.engine.TaskLabels;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks as containers of a Docker engine on this machine. The engine owns the containers and their output, so they
 * outlive the agent without further help.
 *
 * <p>An engine that does not answer has not ended its containers: tasks are then taken for running, wishes to end them wait, and all is
 * compared with what the engine says when it is back.
 */
public final class DockerDriver implements Driver {
    private static final System.Logger LOGGER = System.getLogger(DockerDriver.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** The start of an agent waits for this at most; after it a container is adopted unseen. */
    private static final Duration ENGINE_ABSENCE = Duration.ofSeconds(2);

    private static final Duration ENGINE_RETRY = Duration.ofMillis(250);

    private final DockerOptions options;
    private final DockerFingerprint fingerprint;
    private final Leftovers leftovers;
    private final NetworkContainers networks;

    /** Keys of the tasks that have a container, or are about to. */
    private final Set<String> tracked = ConcurrentHashMap.newKeySet();

    private @Nullable EngineClient engine;
    private @Nullable Images images;

    public DockerDriver(DockerOptions options) {
        this.options = options;
        this.fingerprint = new DockerFingerprint(options, this::engine);
        this.networks = new NetworkContainers(options);
        this.leftovers = new Leftovers(
                options.cleaning().dangling(), this::engine, key -> tracked.contains(key) || networks.isHeldBy(key));
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
        return fingerprint.take();
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
        tracked.add(launch.taskKey());
        boolean started = false;
        try {
            EngineClient client = engine();
            String image = images(client).provide(launch, progress);
            networks.provide(client, launch, progress);
            String container = create(client, launch, image);
            RunningTask task = run(client, launch, container);
            leftovers.watch(launch.nodeId());
            started = true;
            return task;
        } catch (EngineException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            throw new DriverException("cannot start the container: " + e.getMessage(), e.mayPass());
        } finally {
            if (!started) {
                forget(launch);
            }
        }
    }

    private void forget(TaskLaunch launch) {
        tracked.remove(launch.taskKey());
        Images known = knownImages();
        if (known != null) {
            known.release(launch);
        }
    }

    /** A container of this name is one that an earlier try of the same task has left, and goes. */
    private String create(EngineClient client, TaskLaunch launch, String image)
            throws DriverException, EngineException {
        Map<String, Object> body = new ContainerRequest(launch, options).body(image);
        String name = TaskLabels.containerName(launch);
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
                client.delete("/containers/" + name + "?force=1&v=1&timeout=0", ANSWER);
            }
        }
    }

    private RunningTask run(EngineClient client, TaskLaunch launch, String container) throws EngineException {
        try {
            client.post("/containers/" + container + "/start", Map.of(), ANSWER);
            return task(client, launch, client.get("/containers/" + container + "/json", ANSWER));
        } catch (EngineException e) {
            boolean interrupted = Thread.interrupted();
            Leftovers.remove(client, container);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw e;
        }
    }

    private RunningTask task(EngineClient client, TaskLaunch launch, Map<String, Object> inspected) {
        boolean version6 = ConfigReader.of(launch.config()).flag("advertise_ipv6_address", false);
        return task(client, launch, Answer.text(inspected, "Id"), ContainerTask.address(inspected, version6));
    }

    private RunningTask task(EngineClient client, TaskLaunch launch, String id, Optional<String> address) {
        ContainerTask.Container container = new ContainerTask.Container(
                id,
                address,
                ConfigReader.of(launch.config()).flag("tty", false),
                !options.disableLogCollection(),
                LogFollower.Times.EXACT,
                options.cleaning().containers(),
                () -> forget(launch));
        return new ContainerTask(client, container, launch);
    }

    @Override
    public RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException, InterruptedException {
        Instant end = Instant.now().plus(ENGINE_ABSENCE);
        while (true) {
            try {
                EngineClient client = engine();
                adopt(client, launch);
                return task(client, launch, client.get("/containers/" + recoveryState + "/json", ANSWER));
            } catch (EngineException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException(e.getMessage());
                }
                if (!e.mayPass()) {
                    forget(launch);
                    throw new DriverException("cannot find the container again: " + e.getMessage());
                }
                if (Instant.now().isAfter(end)) {
                    return unseen(launch, recoveryState);
                }
                Thread.sleep(ENGINE_RETRY);
            }
        }
    }

    private void adopt(EngineClient client, TaskLaunch launch) {
        tracked.add(launch.taskKey());
        networks.hold(launch);
        images(client).hold(launch);
    }

    /** An engine that is just starting has not lost its containers. */
    private RunningTask unseen(TaskLaunch launch, String container) throws DriverException {
        try {
            return task(engine(), launch, container, Optional.empty());
        } catch (EngineException e) {
            throw new DriverException("cannot find the container again: " + e.getMessage(), true);
        }
    }

    @Override
    public void sweep(String nodeId, Predicate<String> known) throws DriverException {
        leftovers.watch(nodeId);
        Optional<Path> socket = options.engine().socket();
        if (socket.isEmpty() || Files.exists(socket.get())) {
            leftovers.sweep(nodeId, known);
        }
    }

    @Override
    public void leave(String allocationId) {
        try {
            if (networks.isHeld(allocationId)) {
                networks.leave(engine(), allocationId);
            }
        } catch (EngineException fault) {
            LOGGER.log(Level.WARNING, "the engine cannot be asked to end a network: {0}", fault.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        leftovers.close();
        if (images != null) {
            images.close();
            images = null;
        }
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }

    /** Made at the first use, so that a machine without an engine pays nothing for it. */
    private synchronized EngineClient engine() throws EngineException {
        EngineClient client = engine;
        if (client == null) {
            client = EngineClient.open(options.engine());
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

    private synchronized @Nullable Images knownImages() {
        return images;
    }
}
