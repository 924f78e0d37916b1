package dev.drover.client.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.node.DriverInfo;
import dev.drover.model.node.DriverInfoBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DriverEventsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static Node node(boolean healthy, String description) {
        DriverInfo docker = DriverInfoBuilder.builder()
                .detected(true)
                .healthy(healthy)
                .healthDescription(description)
                .build();
        return NodeBuilder.builder().id("n").drivers(Map.of("docker", docker)).build();
    }

    @Test
    void a_driver_that_fails_or_comes_back_is_told() {
        assertThat(DriverEvents.between(node(true, "Healthy"), node(false, "daemon does not answer"), NOW))
                .containsExactly(new NodeEvent("daemon does not answer", "Driver", Map.of("driver", "docker"), NOW, 0));
        assertThat(DriverEvents.between(node(false, "gone"), node(true, ""), NOW))
                .extracting(NodeEvent::message)
                .containsExactly("Driver is healthy");
    }

    @Test
    void another_description_of_the_same_health_is_no_event() {
        assertThat(DriverEvents.between(node(true, "a"), node(true, "b"), NOW)).isEmpty();
    }
}
