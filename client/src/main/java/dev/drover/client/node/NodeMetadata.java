package dev.drover.client.node;

import dev.drover.client.store.LocalStore;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The metadata of this node: what its configuration says, and what was set while it runs, which counts more and outlives the process. A
 * key that is set to nothing is taken away, whatever the configuration says.
 */
public final class NodeMetadata {
    private static final String WORD = "[A-Za-z_][A-Za-z0-9_-]*";
    private static final Pattern KEY = Pattern.compile(WORD + "(\\." + WORD + ")*");

    private final Map<String, String> configured;
    private final LocalStore store;
    private final Map<String, Optional<String>> dynamic;

    public NodeMetadata(Map<String, String> configured, LocalStore store) {
        this.configured = Collections.unmodifiableMap(new TreeMap<>(configured));
        this.store = store;
        this.dynamic = new TreeMap<>(store.metadata());
    }

    /**
     * Sets keys, or takes them away where there is no value. Keys that are not named stay as they are.
     *
     * @throws IllegalArgumentException when a key is none; then nothing is changed
     */
    public synchronized void change(Map<String, Optional<String>> changes) {
        for (String key : changes.keySet()) {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException("invalid metadata key: \"" + key
                        + "\"; it has to be names joined by dots, such as \"rack.row\"");
            }
        }
        changes.forEach((key, value) -> {
            // There is nothing to hide behind a key that the configuration does not have.
            if (value.isEmpty() && !configured.containsKey(key)) {
                dynamic.remove(key);
            } else {
                dynamic.put(key, value);
            }
        });
        store.putMetadata(Map.copyOf(dynamic));
    }

    public Map<String, String> configured() {
        return configured;
    }

    /** What was set while it runs; empty where a key is taken away. */
    public synchronized Map<String, Optional<String>> dynamic() {
        return new TreeMap<>(dynamic);
    }

    /** What counts. */
    public synchronized Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(configured);
        dynamic.forEach((key, value) -> value.ifPresentOrElse(present -> all.put(key, present), () -> all.remove(key)));
        return all;
    }
}
