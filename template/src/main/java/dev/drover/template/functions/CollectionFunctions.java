package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import dev.drover.template.value.GoObject;
import dev.drover.template.value.GoText;
import dev.drover.template.value.GoTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists and maps searched, grouped and put together. */
final class CollectionFunctions {
    static final Functions FUNCTIONS = Functions.builder()
            .add("contains", 2, call -> contains(call.value(1), call.value(0)))
            .add("in", 2, call -> contains(call.value(0), call.value(1)))
            .add("containsAll", 2, call -> matches(call) == call.list(0).size())
            .add("containsAny", 2, call -> matches(call) > 0)
            .add("containsNone", 2, call -> matches(call) == 0)
            .add("containsNotAll", 2, call -> matches(call) < call.list(0).size())
            .add("byKey", 1, CollectionFunctions::byKey)
            .add("byTag", 1, call -> grouped(call.list(0), service -> list(field(service, "Tags"))))
            .add("byPort", 1, call -> grouped(call.list(0), service -> single(field(service, "Port"))))
            .add("byMeta", 2, CollectionFunctions::byMeta)
            .add("explode", 1, CollectionFunctions::explode)
            .add("explodeMap", 1, CollectionFunctions::explodeMap)
            .add("mergeMap", 2, Functions.ANY, call -> merged(call.map(1), call.map(0), false, 0))
            .add("mergeMapWithOverride", 2, Functions.ANY, call -> merged(call.map(1), call.map(0), true, 0))
            .build();

    private static final int MAX_DEPTH = 100;

    private CollectionFunctions() {}

    private interface Keys {
        List<?> of(@Nullable Object item);
    }

    private static boolean contains(@Nullable Object in, @Nullable Object wanted) {
        return switch (GoTypes.plain(in)) {
            case List<?> list -> list.contains(wanted);
            case String text when wanted instanceof String part -> text.contains(part);
            case null -> false;
            default -> throw new FunctionException("only lists and texts contain something, not " + GoTypes.name(in));
        };
    }

    private static long matches(Call call) {
        return call.list(0).stream().filter(call.list(1)::contains).count();
    }

    private static @Nullable Object field(@Nullable Object of, String name) {
        Object found = switch (of) {
            case GoObject object ->
                object.member(name).map(member -> member.get(List.of())).orElse(null);
            case Map<?, ?> map -> map.get(name);
            case null -> null;
            default -> null;
        };
        if (found == null) {
            throw new FunctionException(GoTypes.name(of) + " has no " + name);
        }
        return found;
    }

    private static List<?> list(@Nullable Object value) {
        return GoTypes.plain(value) instanceof List<?> list ? list : single(value);
    }

    private static List<?> single(@Nullable Object value) {
        return value == null ? List.of() : List.of(value);
    }

    private static Map<Object, List<@Nullable Object>> grouped(List<?> items, Keys keys) {
        Map<Object, List<@Nullable Object>> groups = new LinkedHashMap<>();
        for (Object item : items) {
            for (Object key : keys.of(item)) {
                groups.computeIfAbsent(Objects.requireNonNull(key), any -> new ArrayList<>())
                        .add(item);
            }
        }
        return groups;
    }

    /** Pairs whose path has a folder, by that folder and then by the rest of the path. */
    private static Map<String, Map<String, @Nullable Object>> byKey(Call call) {
        Map<String, Map<String, @Nullable Object>> groups = new LinkedHashMap<>();
        for (Object pair : call.list(0)) {
            String path = GoText.of(field(pair, "Key"));
            int slash = path.indexOf('/');
            if (slash > 0) {
                groups.computeIfAbsent(path.substring(0, slash), any -> new LinkedHashMap<>())
                        .put(path.substring(slash + 1), pair);
            }
        }
        return groups;
    }

    /** Services by the values of metadata; {@code |int} behind a name fills a number up with zeros, so that it sorts. */
    private static Map<Object, List<@Nullable Object>> byMeta(Call call) {
        List<String> names = Texts.split(call.text(0), ",");
        return grouped(call.list(1), service -> {
            List<String> parts = new ArrayList<>();
            for (String name : names) {
                boolean number = name.endsWith("|int");
                Object value = field(service, "ServiceMeta") instanceof Map<?, ?> meta
                        ? meta.get(number ? TextFunctions.trimSuffix(name, "|int") : name)
                        : null;
                String text = value == null ? "" : GoText.of(value);
                parts.add(number ? "0".repeat(Math.max(0, 5 - text.length())) + text : text);
            }
            return List.of(String.join("_", parts));
        });
    }

    private static Map<String, @Nullable Object> explode(Call call) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        for (Object pair : call.list(0)) {
            put(root, GoText.of(field(pair, "Key")), field(pair, "Value"));
        }
        return root;
    }

    private static Map<String, @Nullable Object> explodeMap(Call call) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        call.map(0).forEach((key, value) -> put(root, GoText.of(key), value));
        return root;
    }

    @SuppressWarnings("unchecked") // the inner maps are those that were made here
    private static void put(Map<String, @Nullable Object> root, String path, @Nullable Object value) {
        Map<String, @Nullable Object> at = root;
        List<String> parts = Texts.split(path, "/");
        if (parts.size() > MAX_DEPTH) {
            throw new FunctionException("a key has more than " + MAX_DEPTH + " levels");
        }
        for (String part : parts.subList(0, parts.size() - 1)) {
            Object inner = at.computeIfAbsent(part, any -> new LinkedHashMap<String, @Nullable Object>());
            if (!(inner instanceof Map)) {
                throw new FunctionException("\"" + path + "\" lies below a key that has a value");
            }
            at = (Map<String, @Nullable Object>) inner;
        }
        at.put(parts.getLast(), value);
    }

    private static Map<Object, @Nullable Object> merged(
            Map<?, ?> source, Map<?, ?> target, boolean override, int depth) {
        if (depth > MAX_DEPTH) {
            throw new FunctionException("the maps are too deep to be merged");
        }
        Map<Object, @Nullable Object> result = new LinkedHashMap<>(target);
        source.forEach((key, value) -> {
            Object present = result.get(key);
            if (present instanceof Map<?, ?> inner && value instanceof Map<?, ?> other) {
                result.put(key, merged(other, inner, override, depth + 1));
            } else if (override || !GoTypes.isTrue(present)) {
                result.put(key, value);
            }
        });
        return result;
    }
}
