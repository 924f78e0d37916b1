package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.wire.Json;
import dev.drover.state.event.EventBatch;
import dev.drover.state.event.EventBuffer;
import dev.drover.state.event.EventCursor;
import dev.drover.state.event.EventsLostException;
import dev.drover.state.event.Payloads;
import dev.drover.state.event.Subscription;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What happens in the cluster, one line of JSON for each command that did something of interest, until the caller goes. Ends when the
 * caller is too slow to read everything that happens: it is not told of a part as if that were all.
 */
final class EventRoutes {
    /** How often a caller that has nothing to read is told that the connection stands. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private static final byte[] NOTHING_NEW = "{}\n".getBytes(StandardCharsets.UTF_8);
    private static final System.Logger LOG = System.getLogger(EventRoutes.class.getName());

    private final Parts parts;

    EventRoutes(Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/event/stream", this::stream));
    }

    private Answer stream(ApiRequest request) {
        Map<String, Set<String>> topics = topics(request);
        EventRights rights = new EventRights(request.acl());
        rights.require(topics.keySet(), request.namespace());
        EventBuffer events = parts.server().store().events();
        if (!events.isOn()) {
            throw new HttpException(
                    500,
                    "this server keeps no events; set enable_event_broker to true in its server block to follow them");
        }
        Subscription subscription = new Subscription(topics, Set.of(request.namespace()), request.index());
        return new Answer.Stream("application/json", out -> {
            try (EventCursor cursor = events.subscribe(subscription)) {
                // The head of the answer goes out at once, also when nothing happens for long.
                out.flush();
                follow(cursor, rights, out);
            }
        });
    }

    private static void follow(EventCursor cursor, EventRights rights, OutputStream out)
            throws IOException, InterruptedException {
        try {
            while (true) {
                Optional<EventBatch> batch =
                        cursor.next(HEARTBEAT).map(rights::shown).map(EventRoutes::whole);
                if (batch.isPresent() && batch.get().events().isEmpty()) {
                    continue;
                }
                if (batch.isPresent()) {
                    out.write(Json.writeBytes(batch.get()));
                    out.write('\n');
                } else {
                    out.write(NOTHING_NEW);
                }
                out.flush();
            }
        } catch (EventsLostException lost) {
            LOG.log(System.Logger.Level.INFO, "an event stream ends: {0}", lost.getMessage());
        }
    }

    /** Allocations are told of in the same form as they are answered with elsewhere. */
    private static EventBatch whole(EventBatch batch) {
        return new EventBatch(
                batch.index(),
                batch.events().stream()
                        .map(event -> event.payload() instanceof Payloads.OfAllocation(Allocation allocation)
                                ? event.withPayload(new Payloads.OfAllocation(AllocationRoutes.shown(allocation)))
                                : event)
                        .toList());
    }

    /** Keys by topic, of parameters such as {@code topic=Job:web}; without any, everything. */
    static Map<String, Set<String>> topics(ApiRequest request) {
        List<String> words = request.query().getOrDefault("topic", List.of());
        if (words.isEmpty()) {
            return Map.of(Subscription.ALL, Set.of(Subscription.ALL));
        }
        Map<String, Set<String>> topics = new HashMap<>();
        for (String word : words) {
            int colon = word.indexOf(':');
            String topic = colon < 0 ? word : word.substring(0, colon);
            String key = colon < 0 ? Subscription.ALL : word.substring(colon + 1);
            if (topic.isEmpty() || key.isEmpty()) {
                throw new HttpException(
                        400,
                        "Invalid key value pair for topic, topic: " + word
                                + "; it has to be a topic, or a topic and a key such as Job:web");
            }
            topics.computeIfAbsent(topic, unseen -> new HashSet<>()).add(key);
        }
        return topics;
    }
}
