package dev.drover.driver;

import java.util.Map;

/**
 * What a node says of a driver.
 *
 * @param attributes node attributes, such as {@code driver.docker.version}; empty when undetected
 * @param description why it is unhealthy or undetected, or a word such as {@code Healthy}
 */
public record Fingerprint(Health health, String description, Map<String, String> attributes) {
    /** Whether tasks can be started. */
    public enum Health {
        UNDETECTED,
        UNHEALTHY,
        HEALTHY
    }

    public Fingerprint {
        attributes = Map.copyOf(attributes);
    }

    public static Fingerprint undetected(String description) {
        return new Fingerprint(Health.UNDETECTED, description, Map.of());
    }

    public static Fingerprint healthy(Map<String, String> attributes) {
        return new Fingerprint(Health.HEALTHY, "Healthy", attributes);
    }
}
