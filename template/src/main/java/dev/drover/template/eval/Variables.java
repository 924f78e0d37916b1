package dev.drover.template.eval;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables in sight, innermost last. A block notes the size at its start and goes back to it at its end. */
final class Variables {
    private final List<String> names = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    int mark() {
        return names.size();
    }

    void back(int mark) {
        while (names.size() > mark) {
            names.removeLast();
            values.removeLast();
        }
    }

    void push(String name, @Nullable Object value) {
        names.add(name);
        values.add(value);
    }

    void assign(String name, @Nullable Object value) {
        values.set(names.lastIndexOf(name), value);
    }

    @Nullable
    Object get(String name) {
        return values.get(names.lastIndexOf(name));
    }
}
