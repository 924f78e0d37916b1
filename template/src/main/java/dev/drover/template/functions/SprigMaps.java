package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import dev.drover.template.value.GoText;
import dev.drover.template.value.GoTypes;
import dev.drover.template.value.MapOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Maps. Some functions change the map that they get, as in Sprig. */
final class SprigMaps {
    static final Functions FUNCTIONS = Functions.builder()
            .add("dict", 0, Functions.ANY, SprigMaps::dict)
            .add(
                    "get",
                    2,
                    call -> call.map(0).containsKey(call.text(1)) ? call.map(0).get(call.text(1)) : "")
            .add("set", 3, call -> set(call))
            .add("unset", 2, call -> {
                Map<Object, @Nullable Object> map = changeable(call, 0);
                map.remove(call.text(1));
                return map;
            })
            .add("hasKey", 2, call -> call.map(0).containsKey(call.text(1)))
            .add("pluck", 1, Functions.ANY, SprigMaps::pluck)
            .add(
                    "keys",
                    0,
                    Functions.ANY,
                    call -> entries(call).stream().map(Map.Entry::getKey).toList())
            .add("values", 1, SprigMaps::values)
            .add("pick", 1, Functions.ANY, call -> picked(call, true))
            .add("omit", 1, Functions.ANY, call -> picked(call, false))
            .add("merge", 1, Functions.ANY, call -> merged(call, false))
            .add("mustMerge", 1, Functions.ANY, call -> merged(call, false))
            .add("mergeOverwrite", 1, Functions.ANY, call -> merged(call, true))
            .add("mustMergeOverwrite", 1, Functions.ANY, call -> merged(call, true))
            .add("deepCopy", 1, call -> copy(call.value(0), 0))
            .add("mustDeepCopy", 1, call -> copy(call.value(0), 0))
            .add("dig", 3, Functions.ANY, SprigMaps::dig)
            .build();

    private static final int MAX_DEPTH = 100;

    private SprigMaps() {}

    private static Map<String, @Nullable Object> dict(Call call) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < call.size(); i += 2) {
            map.put(GoText.of(call.value(i)), i + 1 < call.size() ? call.value(i + 1) : "");
        }
        return map;
    }

    /** Data that came from outside are not for templates to change. */
    @SuppressWarnings("unchecked") // what templates make are maps of this type
    private static Map<Object, @Nullable Object> changeable(Call call, int index) {
        if (call.map(index) instanceof LinkedHashMap<?, ?> map) {
            return (Map<Object, @Nullable Object>) map;
        }
        throw new FunctionException("this map cannot be changed; take a copy by deepCopy");
    }

    private static Map<Object, @Nullable Object> set(Call call) {
        Map<Object, @Nullable Object> map = changeable(call, 0);
        if (map.size() >= call.rendering().limits().items()) {
            throw new FunctionException("the map gets too large");
        }
        map.put(call.text(1), call.value(2));
        return map;
    }

    private static List<@Nullable Object> pluck(Call call) {
        List<@Nullable Object> found = new ArrayList<>();
        for (int i = 1; i < call.size(); i++) {
            if (call.map(i).containsKey(call.text(0))) {
                found.add(call.map(i).get(call.text(0)));
            }
        }
        return found;
    }

    private static List<Map.Entry<?, ? extends @Nullable Object>> entries(Call call) {
        List<Map.Entry<?, ? extends @Nullable Object>> entries = new ArrayList<>();
        for (int i = 0; i < call.size(); i++) {
            entries.addAll(MapOrder.entries(call.map(i)));
        }
        return entries;
    }

    private static List<@Nullable Object> values(Call call) {
        List<@Nullable Object> values = new ArrayList<>();
        MapOrder.entries(call.map(0)).forEach(entry -> values.add(entry.getValue()));
        return values;
    }

    private static Map<Object, @Nullable Object> picked(Call call, boolean named) {
        Set<String> names = call.rest(1).stream().map(GoText::of).collect(Collectors.toSet());
        Map<Object, @Nullable Object> map = new LinkedHashMap<>(call.map(0));
        map.keySet().removeIf(key -> names.contains(GoText.of(key)) != named);
        return map;
    }

    private static Map<Object, @Nullable Object> merged(Call call, boolean override) {
        Map<Object, @Nullable Object> target = changeable(call, 0);
        for (int i = 1; i < call.size(); i++) {
            merge(target, call.map(i), override, 0);
        }
        return target;
    }

    private static void merge(Map<Object, @Nullable Object> target, Map<?, ?> source, boolean override, int depth) {
        if (depth > MAX_DEPTH) {
            throw new FunctionException("the maps are too deep to be merged");
        }
        source.forEach((key, value) -> {
            Object present = target.get(key);
            if (present instanceof Map<?, ?> inner && value instanceof Map<?, ?> other) {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>(inner);
                merge(copy, other, override, depth + 1);
                target.put(key, copy);
            } else if (override ? GoTypes.isTrue(value) : !GoTypes.isTrue(present)) {
                target.put(key, value);
            }
        });
    }

    private static @Nullable Object copy(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new FunctionException("the value is too deep to be copied");
        }
        return switch (GoTypes.plain(value)) {
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(copy(item, depth + 1)));
                yield copy;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(key, copy(item, depth + 1)));
                yield copy;
            }
            case null -> null;
            default -> value;
        };
    }

    /** Goes down by keys; what stands before the map is the answer when one is not there. */
    private static @Nullable Object dig(Call call) {
        Object at = call.last();
        for (int i = 0; i < call.size() - 2; i++) {
            if (!(GoTypes.plain(at) instanceof Map<?, ?> map) || !map.containsKey(call.text(i))) {
                return call.value(call.size() - 2);
            }
            at = map.get(call.text(i));
        }
        return at;
    }
}
