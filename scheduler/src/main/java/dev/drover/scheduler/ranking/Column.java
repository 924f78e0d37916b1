package dev.drover.scheduler.ranking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The values that one attribute has on all nodes, as small numbers: comparing and counting them needs no text. The dictionary
 * encoding of column stores.
 */
final class Column {
    /** Stands for a node that has no such attribute. */
    static final int NONE = -1;

    private final int[] codes;
    private final List<String> values;

    private Column(int[] codes, List<String> values) {
        this.codes = codes;
        this.values = values;
    }

    static Column of(int nodes, IntFunction<Optional<String>> valueOf) {
        int[] codes = new int[nodes];
        Map<String, Integer> known = new HashMap<>();
        for (int node = 0; node < nodes; node++) {
            Optional<String> value = valueOf.apply(node);
            codes[node] = value.isEmpty() ? NONE : known.computeIfAbsent(value.get(), unseen -> known.size());
        }
        List<String> values = new ArrayList<>(known.keySet());
        known.forEach((value, code) -> values.set(code, value));
        return new Column(codes, List.copyOf(values));
    }

    /** The code of the node's value, or {@link #NONE}. */
    int code(int node) {
        return codes[node];
    }

    String value(int code) {
        return values.get(code);
    }

    /** How many different values there are. */
    int values() {
        return values.size();
    }
}
