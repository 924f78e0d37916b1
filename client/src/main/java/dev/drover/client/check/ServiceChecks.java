package dev.drover.client.check;

import dev.drover.client.task.PortVariables;
import dev.drover.driver.TaskLaunch.PortBinding;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.service.Service;
import dev.drover.model.service.ServiceCheck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the checks of an allocation's services that this cluster provides itself, each in its own rhythm. Until a check has passed once
 * it is asked sooner than its interval, so that a deployment does not wait for the second beat of a slow check.
 */
public final class ServiceChecks implements AutoCloseable {
    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Runnable listener;
    private final ConcurrentHashMap<String, CheckResult> results = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    private ServiceChecks(InstantSource clock, Runnable listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Starts the checks.
     *
     * @param listener called after every answer that changes a status
     */
    public static ServiceChecks start(Allocation allocation, TaskGroup group, InstantSource clock, Runnable listener) {
        ServiceChecks checks = new ServiceChecks(clock, listener);
        group.services().forEach(service -> checks.add(allocation, group, "", service));
        for (Task task : group.tasks()) {
            task.services().forEach(service -> checks.add(allocation, group, task.name(), service));
        }
        return checks;
    }

    private void add(Allocation allocation, TaskGroup group, String task, Service service) {
        if (!service.provider().equals("nomad")) {
            return;
        }
        for (ServiceCheck check : service.checks()) {
            String name = check.name().isEmpty() ? "service: \"" + service.name() + "\" check" : check.name();
            String seed = String.join("\n", allocation.id(), group.name(), task, service.name(), name);
            String id = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .replace("-", "");
            String mode = check.onUpdate().equals("ignore") ? "readiness" : "healthiness";
            results.put(
                    id,
                    new CheckResult(id, name, group.name(), mode, "", service.name(), task, CheckResult.PENDING, 0, 0));
            String label = check.portLabel().isEmpty() ? service.portLabel() : check.portLabel();
            Optional<PortBinding> target =
                    Optional.ofNullable(PortVariables.bindings(allocation, task).get(label));
            threads.add(Thread.ofVirtual().name("check " + name).start(() -> repeat(id, check, label, target)));
        }
    }

    private void repeat(String id, ServiceCheck check, String label, Optional<PortBinding> target) {
        Duration interval = check.interval().compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : check.interval();
        Duration retry = FIRST_RETRY;
        boolean passedOnce = false;
        try {
            while (true) {
                Probe.Answer answer = target.isEmpty()
                        ? Probe.Answer.failure("port \"" + label + "\" is not one of this allocation")
                        : Probe.ask(check, host(target.get()), target.get().hostPort());
                passedOnce |= answer.passes();
                store(id, answer);
                Thread.sleep(passedOnce || retry.compareTo(interval) > 0 ? interval : retry);
                retry = retry.multipliedBy(2);
            }
        } catch (InterruptedException closed) {
            results.remove(id);
        }
    }

    private static String host(PortBinding target) {
        return target.hostIp().isEmpty() || target.hostIp().equals("0.0.0.0") ? "127.0.0.1" : target.hostIp();
    }

    private void store(String id, Probe.Answer answer) {
        CheckResult before = results.get(id);
        if (before == null) {
            return;
        }
        CheckResult after = before.with(answer, clock.instant().getEpochSecond());
        results.put(id, after);
        if (!after.status().equals(before.status())) {
            listener.run();
        }
    }

    /** The newest answers by the id of their check. */
    public Map<String, CheckResult> results() {
        return Map.copyOf(results);
    }

    /** True when all checks that count for the health of a deployment pass. */
    public boolean pass() {
        return results.values().stream().filter(CheckResult::countsForHealth).allMatch(CheckResult::passes);
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
