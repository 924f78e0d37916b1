package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.DriverException;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.engine.Answer;
import dev.drover.drivers.engine.EngineClient;
import dev.drover.drivers.engine.EngineException;
import dev.drover.drivers.engine.ImageName;
import dev.drover.drivers.engine.Leftovers;
import dev.drover.drivers.engine.TaskLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Brings containers into the network of their group. An engine lets a container join that of another container, but none by its path. So
 * each allocation has one container that enters the group's namespace by itself, with {@link JoinProgram}, and lends it to the others. The
 * namespace is not its own: it stays when this container ends, and whatever else the group runs is in it as well.
 */
final class NetworkContainers {
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration ENTERED = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(5);

    /** The image that is made when the operator names none. */
    private static final String OWN_IMAGE = "drover-network:1";

    private final DockerOptions options;

    /** Allocations whose tasks are in a network of their group. */
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final ReentrantLock imageLock = new ReentrantLock();

    NetworkContainers(DockerOptions options) {
        this.options = options;
    }

    /** The group's network, unless the task's own configuration asks for another. */
    static Optional<Surroundings.Network> of(TaskLaunch launch) {
        return ConfigReader.of(launch.config()).text("network_mode", "").isEmpty()
                ? launch.surroundings().network()
                : Optional.empty();
    }

    /** By what the container is known, beside those of tasks. */
    private static String key(String allocationId) {
        return allocationId + "/";
    }

    static String name(String allocationId) {
        return "network-" + allocationId;
    }

    /** Whether a key is that of a container whose group is still here. */
    boolean isHeldBy(String key) {
        return key.endsWith("/") && held.contains(key.substring(0, key.length() - 1));
    }

    /** Whether there is a container for an allocation. */
    boolean isHeld(String allocationId) {
        return held.contains(allocationId);
    }

    /** A task was found again, so what it needs is needed still. */
    void hold(TaskLaunch launch) {
        if (of(launch).isPresent()) {
            held.add(launch.allocationId());
        }
    }

    /** Makes sure that the container of the task's group is there and in its network. */
    void provide(EngineClient engine, TaskLaunch launch, Consumer<String> progress)
            throws DriverException, EngineException, InterruptedException {
        Optional<Surroundings.Network> network = of(launch);
        if (network.isEmpty()) {
            return;
        }
        ReentrantLock lock = locks.computeIfAbsent(launch.allocationId(), id -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            held.add(launch.allocationId());
            if (!isInside(engine, launch, network.get())) {
                make(engine, launch, network.get(), progress);
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isInside(EngineClient engine, TaskLaunch launch, Surroundings.Network network)
            throws DriverException, EngineException {
        try {
            Map<String, Object> state =
                    Answer.object(engine.get("/containers/" + name(launch.allocationId()) + "/json", ANSWER), "State");
            return Answer.flag(state, "Running") && isIn(Answer.number(state, "Pid"), network.namespace());
        } catch (EngineException fault) {
            if (fault.isNotFound()) {
                return false;
            }
            throw fault;
        }
    }

    private void make(EngineClient engine, TaskLaunch launch, Surroundings.Network network, Consumer<String> progress)
            throws DriverException, EngineException, InterruptedException {
        String name = name(launch.allocationId());
        try {
            engine.delete("/containers/" + name + "?force=1&v=1&timeout=0", ANSWER);
        } catch (EngineException fault) {
            if (!fault.isNotFound()) {
                throw fault;
            }
        }
        String image = image(engine, progress);
        String id =
                Answer.text(engine.post("/containers/create?name=" + name, body(launch, network, image), ANSWER), "Id");
        boolean entered = false;
        try {
            if (!image.equals(OWN_IMAGE)) {
                engine.put("/containers/" + id + "/archive?path=/", JoinProgram.archive(), ANSWER);
            }
            engine.post("/containers/" + id + "/start", Map.of(), ANSWER);
            awaitInside(engine, id, network.namespace());
            entered = true;
        } finally {
            if (!entered) {
                Leftovers.remove(engine, id);
            }
        }
    }

    private static Map<String, Object> body(TaskLaunch launch, Surroundings.Network network, String image) {
        Map<String, String> labels = new HashMap<>(TaskLabels.of(launch, Map.of(), List.of()));
        labels.put(TaskLabels.TASK, key(launch.allocationId()));
        Map<String, Object> host = new HashMap<>();
        host.put("NetworkMode", "none");
        host.put("Binds", List.of(network.namespace() + ":" + JoinProgram.NAMESPACE));
        host.put("CapDrop", List.of("ALL"));
        // To enter a namespace is a right over the host; nothing but the program uses it, and it does nothing else.
        host.put("CapAdd", List.of("SYS_ADMIN"));
        host.put("SecurityOpt", List.of("label=disable"));
        host.put("UsernsMode", "host");
        host.put("RestartPolicy", Map.of("Name", "no"));
        host.put("LogConfig", Map.of("Type", "none", "Config", Map.of()));
        Map<String, Object> body = new HashMap<>();
        body.put("Image", image);
        body.put("Entrypoint", List.of("/" + JoinProgram.NAME));
        body.put("User", "0");
        body.put("Healthcheck", Map.of("Test", List.of("NONE")));
        body.put("Hostname", network.hostname());
        body.put("Labels", labels);
        body.put("HostConfig", host);
        return body;
    }

    private String image(EngineClient engine, Consumer<String> progress)
            throws DriverException, EngineException, InterruptedException {
        String wanted = options.infra().image();
        imageLock.lockInterruptibly();
        try {
            String image =
                    wanted.isEmpty() ? OWN_IMAGE : ImageName.parse(wanted).toString();
            if (!isHere(engine, image)) {
                if (wanted.isEmpty()) {
                    engine.post("/images/create?fromSrc=-&repo=drover-network&tag=1", JoinProgram.archive(), ANSWER);
                } else {
                    pull(engine, ImageName.parse(wanted), progress);
                }
            }
            return image;
        } finally {
            imageLock.unlock();
        }
    }

    private static boolean isHere(EngineClient engine, String image) throws EngineException {
        try {
            engine.get("/images/" + image + "/json", ANSWER);
            return true;
        } catch (EngineException fault) {
            if (fault.isNotFound()) {
                return false;
            }
            throw fault;
        }
    }

    private void pull(EngineClient engine, ImageName image, Consumer<String> progress)
            throws DriverException, InterruptedException {
        progress.accept("Downloading image " + image + " for the group's network");
        DockerOptions.Pulls limits =
                new DockerOptions.Pulls(options.infra().limit(), options.pulls().silence());
        try {
            new Pull(image, limits, progress)
                    .run(engine, options.accounts().find(image).header());
        } catch (IOException fault) {
            throw new DriverException("infra_image: the account for " + image + " cannot be found: " + fault, true);
        }
    }

    private static void awaitInside(EngineClient engine, String id, Path namespace)
            throws DriverException, EngineException, InterruptedException {
        long end = System.nanoTime() + ENTERED.toNanos();
        while (true) {
            Map<String, Object> state = Answer.object(engine.get("/containers/" + id + "/json", ANSWER), "State");
            boolean running = Answer.flag(state, "Running");
            if (running && isIn(Answer.number(state, "Pid"), namespace)) {
                return;
            }
            if (!running || System.nanoTime() > end) {
                throw new DriverException(
                        "the container that holds the group's network could not enter it: the engine has to run on this"
                                + " machine, as root and without rootless mode; say network_mode in the task's config"
                                + " to use a network of the engine");
            }
            Thread.sleep(LOOK);
        }
    }

    private static boolean isIn(long process, Path namespace) throws DriverException {
        try {
            Object wanted = Files.getAttribute(namespace, "unix:ino");
            return wanted.equals(Files.getAttribute(Path.of("/proc", Long.toString(process), "ns/net"), "unix:ino"));
        } catch (IOException fault) {
            if (Files.exists(namespace)) {
                return false;
            }
            throw new DriverException("the group's network is not there any more: " + fault, true);
        }
    }

    /** The allocation has ended, and its network with it. */
    void leave(EngineClient engine, String allocationId) {
        Leftovers.remove(engine, name(allocationId));
        locks.remove(allocationId);
        held.remove(allocationId);
    }
}
