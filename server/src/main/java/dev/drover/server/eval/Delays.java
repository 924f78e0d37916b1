package dev.drover.server.eval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ids that wait for a time. Not safe for several threads: the broker's lock guards it. */
final class Delays {
    private record Due(Instant time, String id) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int order = time.compareTo(other.time);
            return order != 0 ? order : id.compareTo(other.id);
        }
    }

    private final TreeMap<Due, String> byTime = new TreeMap<>();
    private final Map<String, Due> byId = new HashMap<>();

    void put(String id, Instant time) {
        remove(id);
        Due due = new Due(time, id);
        byId.put(id, due);
        byTime.put(due, id);
    }

    void remove(String id) {
        Due due = byId.remove(id);
        if (due != null) {
            byTime.remove(due);
        }
    }

    /** Takes out what is due. */
    List<String> take(Instant now) {
        List<String> due = new ArrayList<>();
        while (!byTime.isEmpty() && !byTime.firstKey().time().isAfter(now)) {
            String id = byTime.pollFirstEntry().getValue();
            byId.remove(id);
            due.add(id);
        }
        return due;
    }

    /** When the next one is due. */
    Optional<Instant> next() {
        return byTime.isEmpty()
                ? Optional.empty()
                : Optional.of(byTime.firstKey().time());
    }
}
