package dev.drover.model.event;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * A record of the cluster's state that was changed.
 *
 * @param topic what kind of record, such as {@code Job}
 * @param type what was done, such as {@code JobRegistered}
 * @param key its id or name
 * @param filterKeys what else a subscription may name it by
 * @param payload the record as it was afterwards, below its name
 */
@RecordBuilder
public record Event(
        @Wire("Topic") String topic,
        @Wire("Type") String type,
        @Wire("Key") String key,
        @Wire("Namespace") String namespace,
        @Wire("FilterKeys") List<String> filterKeys,
        @Wire("Index") long index,
        @Wire(value = "Payload", absent = Absent.EMPTY) Map<String, Object> payload) {
    public Event {
        topic = Defaults.text(topic);
        type = Defaults.text(type);
        key = Defaults.text(key);
        namespace = Defaults.text(namespace);
        filterKeys = Defaults.list(filterKeys);
        payload = Defaults.map(payload);
    }
}
