package dev.drover.drivers.engine;

import dev.drover.driver.DriverException;
import dev.drover.model.wire.Json;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Removes containers that carry this node's label and belong to no task: what a crash of the agent, or an engine that was away when
 * its task ended, has left. Looks once after the agent's start, and then again and again.
 */
public final class Leftovers {
    /**
     * When to look.
     *
     * @param enabled whether to look again after the agent's start
     * @param grace how old a container is at least, since one may just be on its way to its task
     * @param dryRun whether containers are only logged
     */
    public record Rules(boolean enabled, Duration period, Duration grace, boolean dryRun) {
        public static final Rules DEFAULT = new Rules(true, Duration.ofMinutes(5), Duration.ofMinutes(5), false);
    }

    /** A connection to the engine, made when it is needed. */
    public interface Connection {
        EngineClient open() throws EngineException;
    }

    private static final System.Logger LOGGER = System.getLogger(Leftovers.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final Rules options;
    private final Connection engine;
    private final Predicate<String> tracked;
    private Thread watch = Thread.ofVirtual().unstarted(() -> {});

    /**
     * Looks for nothing yet.
     *
     * @param tracked tells of a task's key whether a container of it is being looked after
     */
    public Leftovers(Rules options, Connection engine, Predicate<String> tracked) {
        this.options = options;
        this.engine = engine;
        this.tracked = tracked;
    }

    /** Removes at once what nobody knows after a restart of the agent, whatever its age. */
    public void sweep(String nodeId, Predicate<String> known) throws DriverException {
        try {
            remove(nodeId, key -> known.test(key) || tracked.test(key), Duration.ZERO, false);
        } catch (EngineException e) {
            throw new DriverException("cannot list containers: " + e.getMessage(), e.mayPass());
        }
    }

    /** Begins to look again and again. */
    public synchronized void watch(String nodeId) {
        if (options.enabled() && watch.getState() == Thread.State.NEW) {
            watch = Thread.ofVirtual().name("container-leftovers").start(() -> look(nodeId));
        }
    }

    private void look(String nodeId) {
        try {
            while (true) {
                Thread.sleep(options.period());
                try {
                    remove(nodeId, tracked, options.grace(), options.dryRun());
                } catch (EngineException e) {
                    LOGGER.log(Level.DEBUG, "leftover containers cannot be looked for: {0}", e.getMessage());
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void remove(String nodeId, Predicate<String> wanted, Duration age, boolean dryRun) throws EngineException {
        String filter = URLEncoder.encode(
                Json.write(Map.of("label", List.of(TaskLabels.NODE + "=" + nodeId))), StandardCharsets.UTF_8);
        EngineClient client = engine.open();
        for (Map<String, Object> container : client.list("/containers/json?all=1&filters=" + filter, ANSWER)) {
            String task = Answer.text(container, "Labels", TaskLabels.TASK);
            Instant created = Instant.ofEpochSecond(Answer.number(container, "Created"));
            if (wanted.test(task) || created.plus(age).isAfter(Instant.now())) {
                continue;
            }
            LOGGER.log(
                    Level.INFO,
                    dryRun
                            ? "the container of {0}, which is not to run here any more, would be removed"
                            : "the container of {0}, which is not to run here any more, is removed",
                    task);
            if (!dryRun) {
                remove(client, Answer.text(container, "Id"));
            }
        }
    }

    /** Removes a container with all that it has written. */
    public static void remove(EngineClient client, String container) {
        try {
            client.delete("/containers/" + container + "?force=1&v=1&timeout=0", ANSWER);
        } catch (EngineException e) {
            if (!e.isNotFound()) {
                LOGGER.log(Level.WARNING, "cannot remove container " + container + ": " + e.getMessage());
            }
        }
    }

    public synchronized void close() {
        watch.interrupt();
    }
}
