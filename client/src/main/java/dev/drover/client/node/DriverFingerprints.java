package dev.drover.client.node;

import dev.drover.driver.Driver;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.Fingerprint.Health;
import dev.drover.model.node.DriverInfo;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Asks all drivers at the same time and puts their answers on the node. */
public final class DriverFingerprints {
    private DriverFingerprints() {}

    /**
     * The node with what its drivers say now. What has not changed keeps its time, so that an equal node means that nothing is new.
     */
    public static Node apply(Node node, Collection<Driver> drivers, InstantSource clock) throws InterruptedException {
        Map<String, Fingerprint> answers = ask(drivers);
        Map<String, String> attributes = new LinkedHashMap<>(node.attributes());
        attributes.keySet().removeIf(name -> name.startsWith("driver."));
        Map<String, DriverInfo> infos = new TreeMap<>();
        answers.forEach((name, answer) -> {
            if (answer.health() == Health.HEALTHY) {
                attributes.putAll(answer.attributes());
                attributes.put("driver." + name, "1");
            }
            infos.put(name, info(name, answer, node.drivers().get(name), clock.instant()));
        });
        return NodeFingerprint.withClass(
                NodeBuilder.builder(node).attributes(attributes).drivers(infos).build());
    }

    private static Map<String, Fingerprint> ask(Collection<Driver> drivers) throws InterruptedException {
        Map<String, Fingerprint> answers = new ConcurrentHashMap<>();
        List<Thread> questions = drivers.stream()
                .map(driver -> Thread.ofVirtual()
                        .name("fingerprint " + driver.name())
                        .start(() -> answers.put(driver.name(), driver.fingerprint())))
                .toList();
        for (Thread question : questions) {
            question.join();
        }
        return answers;
    }

    private static DriverInfo info(String name, Fingerprint answer, @Nullable DriverInfo before, Instant now) {
        Map<String, String> attributes = new LinkedHashMap<>(answer.attributes());
        boolean healthy = answer.health() == Health.HEALTHY;
        if (healthy) {
            attributes.put("driver." + name, "true");
        }
        boolean detected = answer.health() != Health.UNDETECTED;
        DriverInfo fresh = new DriverInfo(attributes, detected, healthy, answer.description(), now);
        if (before == null) {
            return fresh;
        }
        DriverInfo sameTime = new DriverInfo(attributes, detected, healthy, answer.description(), before.updateTime());
        return sameTime.equals(before) ? before : fresh;
    }
}
