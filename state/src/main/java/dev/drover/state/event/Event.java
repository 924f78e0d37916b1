package dev.drover.state.event;

import dev.drover.model.wire.Wire;
import java.util.List;

/**
 * One thing that happened, as subscribers read it.
 *
 * @param type which kind of change it was part of
 * @param namespace empty where there is none
 * @param filterKeys further keys under which it is found
 * @param payload a record of {@link Payloads}
 */
public record Event(
        @Wire("Topic") Topic topic,
        @Wire("Type") String type,
        @Wire("Key") String key,
        @Wire("Namespace") String namespace,
        @Wire("FilterKeys") List<String> filterKeys,
        @Wire("Index") long index,
        @Wire("Payload") Object payload) {
    public Event {
        filterKeys = List.copyOf(filterKeys);
    }

    /** The same event with another payload. */
    public Event withPayload(Object other) {
        return new Event(topic, type, key, namespace, filterKeys, index, other);
    }
}
