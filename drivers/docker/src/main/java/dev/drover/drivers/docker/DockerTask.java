package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.DriverException;
import dev.drover.driver.RunningTask;
import dev.drover.driver.Signals;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskLaunch;
import dev.drover.driver.TaskUsage;
import dev.drover.drivers.docker.engine.Answer;
import dev.drover.drivers.docker.engine.EngineClient;
import dev.drover.drivers.docker.engine.EngineException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One container. The engine keeps all of its state; this object only asks for it. */
final class DockerTask implements RunningTask {
    private static final Logger LOGGER = System.getLogger(DockerTask.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** What an ended container has said is written within milliseconds; a hanging engine must not hide the exit. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);

    private final EngineClient engine;
    private final String container;
    private final String address;
    private final DockerOptions options;
    private final UsageMeter meter = new UsageMeter();
    private final @Nullable LogFollower logs;

    /** @param inspected the engine's description of the container */
    DockerTask(EngineClient engine, DockerOptions options, TaskLaunch launch, Map<String, Object> inspected) {
        this.engine = engine;
        this.options = options;
        this.container = Answer.text(inspected, "Id");
        this.address = address(inspected, ConfigReader.of(launch.config()).flag("advertise_ipv6_address", false));
        boolean collect = launch.stdout().enabled() && !options.disableLogCollection();
        this.logs = collect
                ? new LogFollower(
                        engine,
                        container,
                        Answer.flag(inspected, "Config", "Tty"),
                        launch.stdout(),
                        launch.stderr(),
                        this::isRunning)
                : null;
    }

    @Override
    public TaskExit await() throws InterruptedException {
        while (true) {
            try {
                engine.await("/containers/" + container + "/wait");
                Map<String, Object> state = state();
                if (!Answer.flag(state, "Running")) {
                    if (logs != null) {
                        logs.awaitEnd(LAST_WORDS);
                    }
                    return exit(state);
                }
            } catch (EngineException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException(e.getMessage());
                }
                if (e.isNotFound()) {
                    return new TaskExit(-1, 0, false, "the container was removed");
                }
                LOGGER.log(Level.DEBUG, "waiting for container " + container + " again: " + e.getMessage());
                Thread.sleep(RECONNECT_PAUSE);
            }
        }
    }

    private static TaskExit exit(Map<String, Object> state) {
        int code = (int) Answer.number(state, "ExitCode");
        return new TaskExit(code, 0, Answer.flag(state, "OOMKilled"), Answer.text(state, "Error"));
    }

    @Override
    public boolean isRunning() {
        try {
            return Answer.flag(state(), "Running");
        } catch (EngineException e) {
            // An engine that does not answer has not ended its containers.
            return !e.isNotFound();
        }
    }

    @Override
    public void stop(Duration timeout, String signal) throws InterruptedException {
        Instant deadline = Instant.now().plus(timeout);
        try {
            if (signal.isEmpty()) {
                // The engine knows the image's stop signal, and kills after this time by itself.
                engine.post(
                        "/containers/" + container + "/stop?t=" + Math.max(0, timeout.toSeconds()),
                        Map.of(),
                        timeout.plus(ANSWER));
                return;
            }
            kill(signal);
            engine.post("/containers/" + container + "/wait", Map.of(), remaining(deadline));
        } catch (EngineException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            forceEnd(e);
        }
    }

    private void forceEnd(EngineException reason) {
        if (!isRunning()) {
            return;
        }
        try {
            kill("SIGKILL");
        } catch (EngineException e) {
            LOGGER.log(Level.WARNING, "cannot end container {0}: {1}; before that: {2}", container, e, reason);
        }
    }

    private static Duration remaining(Instant deadline) {
        Duration left = Duration.between(Instant.now(), deadline);
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    @Override
    public void signal(String signal) throws DriverException {
        int number = Signals.require(signal);
        try {
            kill(Integer.toString(number));
        } catch (EngineException e) {
            throw new DriverException("cannot send " + signal + ": " + e.getMessage(), e.mayPass());
        }
    }

    private void kill(String signal) throws EngineException {
        engine.post("/containers/" + container + "/kill?signal=" + signal, Map.of(), ANSWER);
    }

    @Override
    public Optional<TaskUsage> usage() {
        try {
            Map<String, Object> stats =
                    engine.get("/containers/" + container + "/stats?stream=0&one-shot=1", UsageMeter.limit());
            if (Answer.text(stats, "read").startsWith("0001-")) {
                return Optional.empty();
            }
            Instant now = Instant.now();
            return Optional.of(meter.measure(stats, now.getEpochSecond() * 1_000_000_000L + now.getNano()));
        } catch (EngineException e) {
            return Optional.empty();
        }
    }

    @Override
    public String recoveryState() {
        return container;
    }

    @Override
    public Map<String, String> attributes() {
        return address.isEmpty() ? Map.of() : Map.of("ip", address);
    }

    @Override
    public void destroy() {
        try {
            if (options.removeContainers()) {
                engine.delete("/containers/" + container + "?force=1&v=1", ANSWER);
            } else if (isRunning()) {
                kill("SIGKILL");
            }
        } catch (EngineException e) {
            if (!e.isNotFound()) {
                LOGGER.log(Level.WARNING, "cannot remove container " + container + ": " + e.getMessage());
            }
        }
        if (logs != null) {
            logs.stop();
        }
    }

    private Map<String, Object> state() throws EngineException {
        return Answer.object(engine.get("/containers/" + container + "/json", ANSWER), "State");
    }

    private static String address(Map<String, Object> inspected, boolean version6) {
        String field = version6 ? "GlobalIPv6Address" : "IPAddress";
        String address = Answer.text(inspected, "NetworkSettings", field);
        if (!address.isEmpty()) {
            return address;
        }
        for (Object network :
                Answer.object(inspected, "NetworkSettings", "Networks").values()) {
            if (network instanceof Map<?, ?> map && map.get(field) instanceof String found && !found.isEmpty()) {
                return found;
            }
        }
        return "";
    }
}
