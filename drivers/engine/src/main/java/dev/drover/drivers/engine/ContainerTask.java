package dev.drover.drivers.engine;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.RunningTask;
import dev.drover.driver.Signals;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskLaunch;
import dev.drover.driver.TaskUsage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One container. The engine keeps all of its state; this object only asks for it. An engine that does not answer has not ended its
 * containers.
 */
public final class ContainerTask implements RunningTask {
    private static final Logger LOGGER = System.getLogger(ContainerTask.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** What an ended container has said is written within milliseconds; a hanging engine must not hide the exit. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);

    private final EngineClient engine;
    private final Container container;
    private final String path;
    private final UsageMeter meter = new UsageMeter();
    private final Optional<LogFollower> logs;

    /**
     * What is known of the container.
     *
     * @param address in its network; empty when it has none or the engine could not be asked yet
     * @param terminal whether it has a terminal
     * @param collectLogs whether its output is copied into the task's log files
     * @param times how exactly the engine tells the time of a line
     * @param removed whether the container is removed in the end
     * @param onDestroy called when the container is done with
     */
    public record Container(
            String id,
            Optional<String> address,
            boolean terminal,
            boolean collectLogs,
            LogFollower.Times times,
            boolean removed,
            Runnable onDestroy) {}

    public ContainerTask(EngineClient engine, Container container, TaskLaunch launch) {
        this.engine = engine;
        this.container = container;
        this.path = "/containers/" + container.id();
        this.logs = container.collectLogs() && launch.stdout().enabled()
                ? Optional.of(new LogFollower(
                        engine,
                        new LogFollower.Source(path, container.terminal(), container.times()),
                        launch.stdout(),
                        launch.stderr(),
                        this::isRunning))
                : Optional.empty();
    }

    @Override
    public TaskExit await() throws InterruptedException {
        while (true) {
            try {
                engine.await(path + "/wait");
                Map<String, Object> state = state();
                if (!Answer.flag(state, "Running")) {
                    if (logs.isPresent()) {
                        logs.get().awaitEnd(LAST_WORDS);
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
                LOGGER.log(Level.DEBUG, "waiting for container " + container.id() + " again: " + e.getMessage());
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

    /** Waits for an engine that is away: a wish to end a task must not be lost with it. */
    @Override
    public void stop(Duration timeout, String signal) throws InterruptedException {
        Instant deadline = Instant.now().plus(timeout);
        while (true) {
            try {
                ask(signal, remaining(deadline));
                return;
            } catch (EngineException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException(e.getMessage());
                }
                if (!e.mayPass()) {
                    LOGGER.log(Level.DEBUG, "container {0} is not stopped: {1}", container.id(), e.getMessage());
                    return;
                }
                LOGGER.log(Level.DEBUG, "stopping container {0} again: {1}", container.id(), e.getMessage());
                Thread.sleep(RECONNECT_PAUSE);
            }
        }
    }

    private void ask(String signal, Duration timeout) throws EngineException {
        if (signal.isEmpty()) {
            // The engine knows the image's stop signal, and kills after this time by itself.
            engine.post(path + "/stop?t=" + Math.max(0, timeout.toSeconds()), Map.of(), timeout.plus(ANSWER));
            return;
        }
        if (!Answer.flag(state(), "Running")) {
            return;
        }
        kill(signal);
        try {
            engine.post(path + "/wait", Map.of(), timeout);
        } catch (EngineException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            if (Answer.flag(state(), "Running")) {
                kill("SIGKILL");
            }
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
        engine.post(path + "/kill?signal=" + signal, Map.of(), ANSWER);
    }

    @Override
    public Optional<TaskUsage> usage() {
        try {
            Map<String, Object> stats = engine.get(path + "/stats?stream=0&one-shot=1", UsageMeter.limit());
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
        return container.id();
    }

    @Override
    public Map<String, String> attributes() {
        return container.address().map(ip -> Map.of("ip", ip)).orElse(Map.of());
    }

    @Override
    public ExecSession exec(ExecSession.Request request) throws DriverException {
        return EngineSession.start(engine, "", container.id(), request);
    }

    @Override
    public void destroy() {
        try {
            if (container.removed()) {
                engine.delete(path + "?force=1&v=1&timeout=0", ANSWER);
            } else if (isRunning()) {
                kill("SIGKILL");
            }
        } catch (EngineException e) {
            if (!e.isNotFound()) {
                LOGGER.log(Level.WARNING, "cannot remove container " + container.id() + ": " + e.getMessage());
            }
        }
        logs.ifPresent(LogFollower::stop);
        container.onDestroy().run();
    }

    private Map<String, Object> state() throws EngineException {
        return Answer.object(engine.get(path + "/json", ANSWER), "State");
    }

    /** The address that an engine's description of a container tells, if it has one of its own. */
    public static Optional<String> address(Map<String, Object> inspected, boolean version6) {
        String field = version6 ? "GlobalIPv6Address" : "IPAddress";
        String address = Answer.text(inspected, "NetworkSettings", field);
        if (!address.isEmpty()) {
            return Optional.of(address);
        }
        for (Object network :
                Answer.object(inspected, "NetworkSettings", "Networks").values()) {
            if (network instanceof Map<?, ?> map && map.get(field) instanceof String found && !found.isEmpty()) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
