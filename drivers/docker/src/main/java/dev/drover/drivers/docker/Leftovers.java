package dev.drover.drivers.docker;

import dev.drover.driver.DriverException;
import dev.drover.drivers.engine.Answer;
import dev.drover.drivers.engine.EngineClient;
import dev.drover.drivers.engine.EngineException;
import dev.drover.drivers.engine.TaskLabels;
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
final class Leftovers {
    /** A connection to the engine, made when it is needed. */
    interface Connection {
        EngineClient open() throws EngineException;
    }

    private static final System.Logger LOGGER = System.getLogger(Leftovers.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final DockerOptions.Dangling options;
    private final Connection engine;
    private final Predicate<String> tracked;
    private Thread watch = Thread.ofVirtual().unstarted(() -> {});

    /** @param tracked tells of a task's key whether a container of it is being looked after */
    Leftovers(DockerOptions.Dangling options, Connection engine, Predicate<String> tracked) {
        this.options = options;
        this.engine = engine;
        this.tracked = tracked;
    }

    /** Removes at once what nobody knows after a restart of the agent, whatever its age. */
    void sweep(String nodeId, Predicate<String> known) throws DriverException {
        try {
            remove(nodeId, key -> known.test(key) || tracked.test(key), Duration.ZERO, false);
        } catch (EngineException e) {
            throw new DriverException("cannot list containers: " + e.getMessage(), e.mayPass());
        }
    }

    /** Begins to look again and again. */
    synchronized void watch(String nodeId) {
        if (options.enabled() && watch.getState() == Thread.State.NEW) {
            watch = Thread.ofVirtual().name("docker-leftovers").start(() -> look(nodeId));
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

    static void remove(EngineClient client, String container) {
        try {
            client.delete("/containers/" + container + "?force=1&v=1", ANSWER);
        } catch (EngineException e) {
            LOGGER.log(Level.WARNING, "cannot remove container " + container + ": " + e.getMessage());
        }
    }

    synchronized void close() {
        watch.interrupt();
    }
}
