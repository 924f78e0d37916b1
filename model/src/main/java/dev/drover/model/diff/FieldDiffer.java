package dev.drover.model.diff;

import dev.drover.model.diff.Component.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Fields as names and texts. Values inside lists and maps are flattened to {@code args[0]} and {@code Meta[key]}. */
final class FieldDiffer {
    private FieldDiffer() {}

    /** The fields of two records that differ, sorted by name, or all of them in context. */
    static List<FieldDiff> fields(Class<?> type, @Nullable Object before, @Nullable Object after, boolean contextual) {
        return differences(flat(type, before), flat(type, after), contextual);
    }

    /** Of two free-form maps, each the content of a block. */
    static List<FieldDiff> entries(@Nullable Object before, @Nullable Object after, boolean contextual) {
        return differences(flatEntries(before), flatEntries(after), contextual);
    }

    private static Map<String, String> flatEntries(@Nullable Object map) {
        Map<String, String> fields = new TreeMap<>();
        if (map instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> collect(String.valueOf(key), value, fields));
        }
        return fields;
    }

    private static Map<String, String> flat(Class<?> type, @Nullable Object owner) {
        Map<String, String> fields = new TreeMap<>();
        if (owner != null) {
            for (Component component : Component.of(type)) {
                if (component.shape() == Shape.SCALAR) {
                    fields.put(component.name(), text(component.get(owner)));
                } else if (component.shape() == Shape.FLAT) {
                    collect(component.name(), component.get(owner), fields);
                }
            }
        }
        return fields;
    }

    private static void collect(String name, @Nullable Object value, Map<String, String> fields) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, item) -> collect(name + "[" + key + "]", item, fields));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    collect(name + "[" + i + "]", list.get(i), fields);
                }
            }
            case null -> {}
            default -> fields.put(name, text(value));
        }
    }

    /** Durations are nanoseconds, as everywhere on the wire. */
    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Duration duration -> String.valueOf(duration.toNanos());
            default -> value.toString();
        };
    }

    private static List<FieldDiff> differences(
            Map<String, String> before, Map<String, String> after, boolean contextual) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<FieldDiff> fields = new ArrayList<>();
        for (String name : names) {
            String old = before.getOrDefault(name, "");
            String current = after.getOrDefault(name, "");
            DiffType type = type(old, current);
            // An empty field that stays empty tells nothing, not even as context.
            boolean shown = type != DiffType.NONE || (contextual && !old.isEmpty());
            if (shown) {
                fields.add(new FieldDiff(type, name, old, current, List.of()));
            }
        }
        return fields;
    }

    private static DiffType type(String before, String after) {
        if (before.equals(after)) {
            return DiffType.NONE;
        }
        return before.isEmpty() ? DiffType.ADDED : after.isEmpty() ? DiffType.DELETED : DiffType.EDITED;
    }
}
