package dev.drover.sdk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a call, which travel as parameters of its URL. Immutable; each method returns a changed copy.
 *
 * <p>A blocking query names the {@link #index} of the last answer: the agent answers once something newer exists, or with the
 * same value after {@link #waitAtMost}.
 */
public final class Query {
    public static final Query NONE = new Query(Map.of());

    /** Agents wait no longer, whatever is asked. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private final Map<String, List<String>> parameters;

    private Query(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /** Sets any parameter by its name on the wire. */
    public Query with(String name, String value) {
        return withAll(name, List.of(value));
    }

    /** Adds a value to a parameter that may have several. */
    public Query also(String name, String value) {
        List<String> values = new ArrayList<>(parameters.getOrDefault(name, List.of()));
        values.add(value);
        return withAll(name, List.copyOf(values));
    }

    private Query withAll(String name, List<String> values) {
        Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
        changed.put(name, values);
        return new Query(Collections.unmodifiableMap(changed));
    }

    /** As {@link #with}, unless the value is empty. */
    public Query withGiven(String name, String value) {
        return value.isEmpty() ? this : with(name, value);
    }

    /** As {@link #with} {@code name=true}, unless the value is false. */
    public Query withTrue(String name, boolean value) {
        return value ? with(name, "true") : this;
    }

    public Query prefix(String prefix) {
        return with("prefix", prefix);
    }

    public Query filter(String expression) {
        return with("filter", expression);
    }

    /** The namespace; {@code *} reads from all. */
    public Query namespace(String namespace) {
        return with("namespace", namespace);
    }

    public Query region(String region) {
        return with("region", region);
    }

    /** Answer only once the value is newer than this index. */
    public Query index(long index) {
        return with("index", Long.toString(index));
    }

    /** How long a blocking query may wait; the agent's default and maximum is 5 minutes. */
    public Query waitAtMost(Duration time) {
        return with("wait", time.toMillis() + "ms");
    }

    /** How long the agent may wait with its answer: what was asked for, of which it takes up to a sixteenth more. */
    Duration longestWait() {
        if (get("index").isEmpty() && get("wait").isEmpty()) {
            return Duration.ZERO;
        }
        Duration asked = get("wait")
                .filter(wait -> wait.matches("[0-9]{1,12}ms"))
                .map(wait -> Duration.ofMillis(Long.parseLong(wait.replace("ms", ""))))
                .filter(wait -> wait.compareTo(MAX_WAIT) < 0)
                .orElse(MAX_WAIT);
        return asked.plus(asked.dividedBy(16));
    }

    /** Any server may answer, not only the leader. */
    public Query stale() {
        return with("stale", "true");
    }

    Optional<String> get(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    Map<String, List<String>> parameters() {
        return parameters;
    }
}
