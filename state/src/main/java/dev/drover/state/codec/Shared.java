package dev.drover.state.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Values that were told already, by the number of their first telling. */
public final class Shared {
    private final IdentityHashMap<Object, Integer> byIdentity = new IdentityHashMap<>();
    private final Map<Object, Integer> byValue = new HashMap<>();
    private final List<Object> values = new ArrayList<>();

    /** The number of an equal value, or -1. Asking for the same object again is quick, however large it is. */
    int find(Object value) {
        Integer same = byIdentity.get(value);
        if (same != null) {
            return same;
        }
        Integer equal = byValue.get(value);
        if (equal == null) {
            return -1;
        }
        byIdentity.put(value, equal);
        return equal;
    }

    /** Takes a value up that is to be found again. */
    void add(Object value) {
        byIdentity.put(value, values.size());
        byValue.put(value, values.size());
        values.add(value);
    }

    /** Takes a value up that is only asked for by its number, as a reader does. */
    void append(Object value) {
        values.add(value);
    }

    Object get(long number) {
        if (number < 0 || number >= values.size()) {
            throw new UnreadableException("the bytes refer to value " + number + " of " + values.size());
        }
        return values.get((int) number);
    }
}
