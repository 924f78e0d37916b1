package dev.drover.driver;

import dev.drover.model.text.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code config} of a task with types and keeps a list of all faults, each naming its key. Each key that is read becomes
 * known; {@link #finish()} then reports those that were given but never asked for, with the likely meaning.
 *
 * <p>The forms of the wire are tolerated: a block arrives as a map or as a list with one map, and numbers and booleans may be texts.
 */
public final class ConfigReader {
    private final String path;
    private final Map<String, Object> values;
    private final List<String> faults;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<ConfigReader> blocks = new ArrayList<>();

    private ConfigReader(String path, Map<String, Object> values, List<String> faults) {
        this.path = path;
        this.values = values;
        this.faults = faults;
    }

    public static ConfigReader of(Map<String, Object> config) {
        return new ConfigReader("", config, new ArrayList<>());
    }

    public boolean has(String key) {
        return value(key) != null;
    }

    /** The text of a key; its absence is a fault. */
    public String requiredText(String key) {
        String text = text(key, "");
        if (text.isEmpty()) {
            fault(key, "is required");
        }
        return text;
    }

    public String text(String key, String otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        return scalar(value).orElseGet(() -> wrong(key, "a text", value, otherwise));
    }

    public boolean flag(String key, boolean otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        return switch (scalar(value).orElse("")) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> wrong(key, "true or false", value, otherwise);
        };
    }

    public OptionalLong number(String key) {
        Object value = value(key);
        if (value == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    value instanceof Number number
                            ? Math.round(number.doubleValue())
                            : Long.parseLong(scalar(value).orElse("")));
        } catch (NumberFormatException notANumber) {
            return wrong(key, "a number", value, OptionalLong.empty());
        }
    }

    public List<String> texts(String key) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (!(value instanceof List<?> list)) {
            return wrong(key, "a list of texts", value, List.of());
        }
        for (Object element : list) {
            Optional<String> text = scalar(element);
            if (text.isEmpty()) {
                return wrong(key, "a list of texts", value, List.of());
            }
            texts.add(text.get());
        }
        return texts;
    }

    public Map<String, String> textMap(String key) {
        Object value = value(key);
        if (value == null) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map<String, Object> map : maps(key, value)) {
            map.forEach((name, element) ->
                    texts.put(name, scalar(element).orElseGet(() -> wrong(key + "." + name, "a text", element, ""))));
        }
        return texts;
    }

    /** A block that may be given once. */
    public Optional<ConfigReader> block(String key) {
        List<ConfigReader> readers = blocks(key);
        if (readers.size() > 1) {
            fault(key, "may be given once only");
        }
        return readers.stream().findFirst();
    }

    /** A block that may be given several times. */
    public List<ConfigReader> blocks(String key) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        List<ConfigReader> readers = new ArrayList<>();
        for (Map<String, Object> map : maps(key, value)) {
            readers.add(new ConfigReader(path + key + ".", map, faults));
        }
        blocks.addAll(readers);
        return readers;
    }

    /** The value of a key as it came, for shapes that have no reader here. */
    public @Nullable Object value(String key) {
        known.add(key);
        return values.get(key);
    }

    /** Adds a fault that only the driver can see. */
    public void fault(String key, String problem) {
        faults.add("config." + path + key + " " + problem);
    }

    /** All faults, with those of keys that nobody asked for. Call it once, after all was read. */
    public List<String> finish() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                String guess = Suggestion.nearest(key, known)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse("; known here: "
                                + String.join(", ", known.stream().sorted().toList()));
                fault(key, "is not an option of this driver" + guess);
            }
        }
        blocks.forEach(ConfigReader::finish);
        return List.copyOf(faults);
    }

    private List<Map<String, Object>> maps(String key, Object value) {
        List<?> elements = value instanceof List<?> list ? list : List.of(value);
        List<Map<String, Object>> maps = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof Map<?, ?> map)) {
                return wrong(key, "a block", value, List.of());
            }
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((name, entry) -> named.put(String.valueOf(name), entry));
            maps.add(named);
        }
        return maps;
    }

    private static Optional<String> scalar(@Nullable Object value) {
        return switch (value) {
            case String text -> Optional.of(text);
            case Boolean flag -> Optional.of(flag.toString());
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                Optional.of(Long.toString(number.longValue()));
            case Number number -> Optional.of(number.toString());
            case null, default -> Optional.empty();
        };
    }

    private <T> T wrong(String key, String expected, Object value, T otherwise) {
        String kind = switch (value) {
            case Map<?, ?> map -> "a block";
            case List<?> list -> "a list";
            default -> "\"" + value + "\"";
        };
        fault(key, "must be " + expected + ", but is " + kind);
        return otherwise;
    }
}
