package dev.drover.sdk;

import java.util.ArrayList;
import java.util.List;

/** Which events to show. Immutable; each method returns a changed copy. Without any topic all are shown. */
public final class EventTopics {
    public static final EventTopics ALL = new EventTopics(List.of());

    private final List<String> topics;

    private EventTopics(List<String> topics) {
        this.topics = topics;
    }

    /** Also everything of a topic, such as {@code Node}. */
    public EventTopics and(String topic) {
        return and(topic, "*");
    }

    /**
     * Also what concerns one thing.
     *
     * @param key an id or name, or that of a job or deployment that it belongs to
     */
    public EventTopics and(String topic, String key) {
        List<String> more = new ArrayList<>(topics);
        more.add(topic + ":" + key);
        return new EventTopics(List.copyOf(more));
    }

    List<String> words() {
        return topics;
    }
}
