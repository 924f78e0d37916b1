package dev.drover.state.event;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which events somebody wants.
 *
 * @param topics keys by the name of the topic; {@value #ALL} as topic or key stands for each. A key is also met by one of an
 *     event's filter keys
 * @param namespaces those whose events are wanted, {@value #ALL} for each; events without a namespace always are
 * @param fromIndex the first index that is wanted; older events that are still kept come first. 0 means all that are kept
 */
public record Subscription(Map<String, Set<String>> topics, Set<String> namespaces, long fromIndex) {
    public static final String ALL = "*";

    public Subscription {
        topics = Map.copyOf(topics);
        namespaces = Set.copyOf(namespaces);
    }

    /** Everything from an index on. */
    public static Subscription all(long fromIndex) {
        return new Subscription(Map.of(ALL, Set.of(ALL)), Set.of(ALL), fromIndex);
    }

    boolean wants(Happening happening) {
        boolean here = happening.namespace().isEmpty()
                || namespaces.contains(ALL)
                || namespaces.contains(happening.namespace());
        return here
                && (wants(happening, topics.getOrDefault(happening.topic().wireName(), Set.of()))
                        || wants(happening, topics.getOrDefault(ALL, Set.of())));
    }

    private static boolean wants(Happening happening, Set<String> keys) {
        if (keys.contains(ALL) || keys.contains(happening.key())) {
            return true;
        }
        List<String> further = keys.isEmpty() ? List.of() : happening.filterKeys();
        return further.stream().anyMatch(key -> !key.isEmpty() && keys.contains(key));
    }
}
