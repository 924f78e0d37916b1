package dev.drover.drivers.podman;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.engine.Answer;
import dev.drover.drivers.engine.ContainerTask;
import dev.drover.drivers.engine.EngineAddress;
import dev.drover.drivers.engine.EngineClient;
import dev.drover.drivers.engine.EngineException;
import dev.drover.drivers.engine.Leftovers;
import dev.drover.drivers.engine.LogFollower;
import dev.drover.drivers.engine.TaskLabels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Runs tasks as containers of Podman, through its service's socket. Each container has a small process of Podman's own beside it, so
 * they outlive the agent and the service as well.
 *
 * <p>Containers are made through the service's own interface; what an engine of Docker answers in the same way is asked for in Docker's
 * words, with the same code.
 */
public final class PodmanDriver implements Driver {
    static final String LIBPOD = "/v4.0.0/libpod";

    private static final Duration FINGERPRINT = Duration.ofSeconds(10);

    /** The start of an agent waits for this at most; after it a container is adopted unseen. */
    private static final Duration SERVICE_ABSENCE = Duration.ofSeconds(2);

    private static final Duration SERVICE_RETRY = Duration.ofMillis(250);

    private final PodmanOptions options;
    private final PodmanImages images;
    private final Map<String, EngineClient> clients = new ConcurrentHashMap<>();
    private final Map<String, Leftovers> leftovers = new TreeMap<>();
    private final Set<String> tracked = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    public PodmanDriver(PodmanOptions options) {
        this.options = options;
        this.images = new PodmanImages(options);
        options.sockets()
                .keySet()
                .forEach(socket -> leftovers.put(
                        socket, new Leftovers(Leftovers.Rules.DEFAULT, () -> client(socket), tracked::contains)));
    }

    @Override
    public String name() {
        return "podman";
    }

    @Override
    public FileIsolation fileIsolation() {
        return FileIsolation.IMAGE;
    }

    /** Healthy when the default service answers, or any when there is no default. */
    @Override
    public Fingerprint fingerprint() {
        Map<String, String> attributes = new TreeMap<>();
        String problem = "";
        boolean undetected = true;
        for (String socket : options.sockets().keySet()) {
            Optional<Path> file = address(socket).socket();
            if (!seen.contains(socket) && file.isPresent() && !Files.exists(file.get())) {
                problem = "no Podman service at " + file.get() + "; systemctl enable --now podman.socket starts one";
                continue;
            }
            undetected = false;
            try {
                attributes.putAll(attributes(socket));
                seen.add(socket);
            } catch (EngineException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        if (!attributes.isEmpty()) {
            return Fingerprint.healthy(attributes);
        }
        return new Fingerprint(
                undetected ? Fingerprint.Health.UNDETECTED : Fingerprint.Health.UNHEALTHY, problem, Map.of());
    }

    private Map<String, String> attributes(String socket) throws EngineException {
        Map<String, Object> info = client(socket).get(LIBPOD + "/info", FINGERPRINT);
        String prefix = "driver.podman" + (socket.equals(PodmanOptions.DEFAULT_SOCKET) ? "" : "." + socket) + ".";
        Map<String, String> attributes = new TreeMap<>();
        attributes.put(prefix + "version", Answer.text(info, "version", "Version"));
        attributes.put(prefix + "cgroupVersion", Answer.text(info, "host", "cgroupVersion"));
        attributes.put(prefix + "ociRuntime", Answer.text(info, "host", "ociRuntime", "name"));
        attributes.put(prefix + "rootless", Boolean.toString(Answer.flag(info, "host", "security", "rootless")));
        attributes.put(prefix + "appArmor", Boolean.toString(Answer.flag(info, "host", "security", "apparmorEnabled")));
        attributes.put(
                prefix + "seccompEnabled", Boolean.toString(Answer.flag(info, "host", "security", "seccompEnabled")));
        attributes.put(
                prefix + "selinuxEnabled", Boolean.toString(Answer.flag(info, "host", "security", "selinuxEnabled")));
        return attributes;
    }

    @Override
    public List<String> validate(Map<String, Object> config) {
        return ConfigSchema.faults(config);
    }

    @Override
    public RunningTask start(TaskLaunch launch, Consumer<String> progress)
            throws DriverException, InterruptedException {
        return start(launch, PodmanRequest.Resolver.NONE, progress);
    }

    RunningTask start(TaskLaunch launch, PodmanRequest.Resolver resolver, Consumer<String> progress)
            throws DriverException, InterruptedException {
        List<String> faults = validate(launch.config());
        if (!faults.isEmpty()) {
            throw new DriverException(String.join("; ", faults));
        }
        tracked.add(launch.taskKey());
        boolean started = false;
        try {
            EngineClient client = client(socket(launch));
            String image = images.provide(client, launch, progress);
            RunningTask task = run(client, launch, new PodmanRequest(launch, options, resolver).body(image));
            leftovers.values().forEach(each -> each.watch(launch.nodeId()));
            started = true;
            return task;
        } catch (EngineException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            throw new DriverException("cannot start the container: " + e.getMessage(), e.mayPass());
        } finally {
            if (!started) {
                tracked.remove(launch.taskKey());
            }
        }
    }

    /** A container of this name is one that an earlier try of the same task has left, and goes. */
    private RunningTask run(EngineClient client, TaskLaunch launch, Map<String, Object> body) throws EngineException {
        String name = TaskLabels.containerName(launch);
        try {
            client.delete("/containers/" + name + "?force=1&v=1&timeout=0", options.answer());
        } catch (EngineException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
        String id = Answer.text(client.post(LIBPOD + "/containers/create", body, options.answer()), "Id");
        try {
            client.post(LIBPOD + "/containers/" + id + "/start", Map.of(), options.answer());
            Map<String, Object> inspected = client.get("/containers/" + id + "/json", options.answer());
            return task(client, launch, id, ContainerTask.address(inspected, false));
        } catch (EngineException e) {
            boolean interrupted = Thread.interrupted();
            Leftovers.remove(client, id);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw e;
        }
    }

    private RunningTask task(EngineClient client, TaskLaunch launch, String id, Optional<String> address) {
        ConfigReader config = ConfigReader.of(launch.config());
        boolean collected =
                PodmanOptions.logging(config).orElse(options.logging()).isCollected();
        ContainerTask.Container container = new ContainerTask.Container(
                id,
                address,
                config.flag("tty", false),
                collected && !options.disableLogCollection(),
                LogFollower.Times.SECONDS,
                options.removeContainers(),
                () -> tracked.remove(launch.taskKey()));
        return new ContainerTask(client, container, launch);
    }

    @Override
    public RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException, InterruptedException {
        tracked.add(launch.taskKey());
        Instant end = Instant.now().plus(SERVICE_ABSENCE);
        while (true) {
            try {
                EngineClient client = client(socket(launch));
                try {
                    Map<String, Object> inspected =
                            client.get("/containers/" + recoveryState + "/json", options.answer());
                    return task(client, launch, recoveryState, ContainerTask.address(inspected, false));
                } catch (EngineException e) {
                    if (e.mayPass()
                            && !Thread.currentThread().isInterrupted()
                            && Instant.now().isAfter(end)) {
                        // A service that is just starting has not lost its containers.
                        return task(client, launch, recoveryState, Optional.empty());
                    }
                    throw e;
                }
            } catch (EngineException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException(e.getMessage());
                }
                if (!e.mayPass()) {
                    tracked.remove(launch.taskKey());
                    throw new DriverException("cannot find the container again: " + e.getMessage());
                }
                Thread.sleep(SERVICE_RETRY);
            }
        }
    }

    @Override
    public void sweep(String nodeId, Predicate<String> known) throws DriverException {
        for (Map.Entry<String, Leftovers> each : leftovers.entrySet()) {
            each.getValue().watch(nodeId);
            Optional<Path> file = address(each.getKey()).socket();
            if (file.isEmpty() || Files.exists(file.get())) {
                each.getValue().sweep(nodeId, known);
            }
        }
    }

    private String socket(TaskLaunch launch) throws DriverException {
        String name = ConfigReader.of(launch.config()).text("socket", PodmanOptions.DEFAULT_SOCKET);
        if (!options.sockets().containsKey(name)) {
            throw new DriverException("socket: this node has no socket \"" + name + "\"; its sockets are "
                    + String.join(", ", options.sockets().keySet()));
        }
        return name;
    }

    private EngineAddress address(String socket) {
        return Objects.requireNonNull(options.sockets().get(socket), socket);
    }

    private EngineClient client(String socket) throws EngineException {
        synchronized (clients) {
            EngineClient client = clients.get(socket);
            if (client == null) {
                client = EngineClient.open(address(socket));
                clients.put(socket, client);
            }
            return client;
        }
    }

    @Override
    public void close() {
        leftovers.values().forEach(Leftovers::close);
        synchronized (clients) {
            clients.values().forEach(EngineClient::close);
            clients.clear();
        }
    }
}
