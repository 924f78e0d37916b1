package dev.drover.template.functions;

import dev.drover.template.FunctionException;
import dev.drover.template.value.GoObject;
import dev.drover.template.value.GoText;
import dev.drover.template.value.MapOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place to keep values in while a template is rendered. What sets something gives an empty text, so that nothing is written. */
final class Scratch implements GoObject {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    @Override
    public String type() {
        return "scratch";
    }

    @Override
    public Object plain() {
        return values;
    }

    @Override
    public Optional<Member> member(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "Key" -> arguments -> values.containsKey(key(arguments, 1));
                    case "Get" -> arguments -> values.get(key(arguments, 1));
                    case "Set" ->
                        arguments -> {
                            values.put(key(arguments, 2), arguments.get(1));
                            return "";
                        };
                    case "SetX" ->
                        arguments -> {
                            values.putIfAbsent(key(arguments, 2), arguments.get(1));
                            return "";
                        };
                    case "MapSet" ->
                        arguments -> {
                            inner(key(arguments, 3)).put(GoText.of(arguments.get(1)), arguments.get(2));
                            return "";
                        };
                    case "MapSetX" ->
                        arguments -> {
                            inner(key(arguments, 3)).putIfAbsent(GoText.of(arguments.get(1)), arguments.get(2));
                            return "";
                        };
                    case "MapValues" ->
                        arguments -> MapOrder.entries(inner(key(arguments, 1))).stream()
                                .map(Map.Entry::getValue)
                                .toList();
                    default -> null;
                });
    }

    private static String key(List<? extends @Nullable Object> arguments, int wanted) {
        if (arguments.size() != wanted) {
            throw new FunctionException("takes " + wanted + " arguments, but got " + arguments.size());
        }
        return GoText.of(arguments.getFirst());
    }

    @SuppressWarnings("unchecked") // the inner maps are those that were made here
    private Map<String, @Nullable Object> inner(String key) {
        Object inner = values.computeIfAbsent(key, any -> new LinkedHashMap<String, @Nullable Object>());
        if (!(inner instanceof Map)) {
            throw new FunctionException("\"" + key + "\" holds no map");
        }
        return (Map<String, @Nullable Object>) inner;
    }
}
