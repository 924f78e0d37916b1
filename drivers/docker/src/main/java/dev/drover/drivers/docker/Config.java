package dev.drover.drivers.docker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Reads a task's or the plugin's configuration. A block comes as one map or as a list of maps, and a map may come as a list of maps
 * too: job files and the JSON of the API differ there.
 *
 * @param translate applied to every text, to turn folders of the host into those that the container sees
 */
record Config(Map<String, Object> values, UnaryOperator<String> translate) {
    static Config of(Map<String, Object> values) {
        return new Config(values, UnaryOperator.identity());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) {
        return text(name, "");
    }

    String text(String name, String otherwise) {
        Object value = values.get(name);
        return value == null ? otherwise : translate.apply(value.toString());
    }

    long number(String name, long otherwise) {
        Object value = values.get(name);
        return switch (value) {
            case Number number -> number.longValue();
            case String text when text.matches("-?\\d{1,18}") -> Long.parseLong(text);
            case null, default -> otherwise;
        };
    }

    boolean flag(String name, boolean otherwise) {
        Object value = values.get(name);
        return value == null ? otherwise : Boolean.parseBoolean(value.toString());
    }

    List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).map(translate).toList()
                : List.of();
    }

    Map<String, String> map(String name) {
        Map<String, String> merged = new LinkedHashMap<>();
        for (Config block : blocks(name)) {
            block.values.forEach((key, value) -> merged.put(key, translate.apply(String.valueOf(value))));
        }
        return merged;
    }

    /** The only block of this name; empty when there is none. */
    Config block(String name) {
        List<Config> blocks = blocks(name);
        return blocks.isEmpty() ? new Config(Map.of(), translate) : blocks.getFirst();
    }

    List<Config> blocks(String name) {
        return switch (values.get(name)) {
            case Map<?, ?> map -> List.of(inner(map));
            case List<?> list ->
                list.stream()
                        .filter(Map.class::isInstance)
                        .map(map -> inner((Map<?, ?>) map))
                        .toList();
            case null, default -> List.of();
        };
    }

    private Config inner(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                copy.put(String.valueOf(key), value);
            }
        });
        return new Config(copy, translate);
    }
}
