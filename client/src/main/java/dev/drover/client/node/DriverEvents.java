package dev.drover.client.node;

import dev.drover.model.node.DriverInfo;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.NodeEventBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of drivers that became usable or ceased to be. */
public final class DriverEvents {
    private DriverEvents() {}

    /** The events that lead from what the drivers said before to what they say now, by name of the driver. */
    public static List<NodeEvent> between(Node before, Node after, Instant now) {
        List<NodeEvent> events = new ArrayList<>();
        after.drivers().forEach((name, info) -> {
            boolean usedToBe = isHealthy(before.drivers().get(name));
            if (isHealthy(info) != usedToBe) {
                events.add(event(name, info, now));
            }
        });
        return events;
    }

    private static boolean isHealthy(@Nullable DriverInfo info) {
        return info != null && info.healthy();
    }

    private static NodeEvent event(String name, DriverInfo info, Instant now) {
        String otherwise = info.healthy() ? "Driver is healthy" : "Driver is not healthy";
        return NodeEventBuilder.builder()
                .message(info.healthDescription().isEmpty() ? otherwise : info.healthDescription())
                .subsystem("Driver")
                .details(Map.of("driver", name))
                .timestamp(now)
                .build();
    }
}
