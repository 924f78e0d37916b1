package dev.drover.agent.config;

import dev.drover.model.text.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The values of all configuration files and flags by their full key, such as {@code client.reserved.cpu}, see {@link #merge}.
 * Reading a value of the wrong type fails with the place where it was set.
 */
public final class Settings {
    /**
     * One value.
     *
     * @param value text, {@link Boolean}, {@link BigDecimal}, list or map
     * @param origin file:line:column, or the flag
     */
    public record Setting(Object value, String origin) {}

    private final Map<String, Setting> values = new TreeMap<>();

    public void put(String key, Object value, String origin) {
        values.put(key, new Setting(value, origin));
    }

    /**
     * Takes over what a later source says: lists grow, maps are merged, all else is replaced. An empty text, 0 and false say nothing,
     * except where true is the default; so a later source cannot switch off what an earlier one switched on. The configuration of a
     * plugin is replaced as a whole. These rules are documented for configuration files of this kind, and users rely on them.
     */
    public void merge(Settings later) {
        for (String plugin : later.labels("plugin")) {
            values.keySet().removeIf(key -> key.startsWith("plugin." + plugin + "."));
        }
        later.values.forEach((key, setting) -> {
            Setting before = values.get(key);
            if (before == null) {
                values.put(key, setting);
            } else if (says(key, setting.value())) {
                values.put(key, new Setting(both(before.value(), setting.value()), setting.origin()));
            }
        });
    }

    private static boolean says(String key, Object value) {
        boolean nothing = value.equals("")
                || value.equals(false)
                || (value instanceof BigDecimal number && number.signum() == 0)
                || (value instanceof Collection<?> items && items.isEmpty());
        boolean on = KnownKeys.load()
                .kind(key)
                .filter(kind -> kind == KnownKeys.Kind.ON)
                .isPresent();
        return !nothing || (on && value.equals(false));
    }

    private static Object both(Object before, Object later) {
        if (before instanceof Map<?, ?> old && later instanceof Map<?, ?> added) {
            Map<Object, Object> both = new LinkedHashMap<>(old);
            both.putAll(added);
            return both;
        }
        if (before instanceof Collection<?> old && later instanceof Collection<?> added) {
            Set<Object> both = new LinkedHashSet<>(old);
            both.addAll(added);
            return List.copyOf(both);
        }
        return later;
    }

    /** Where the key was set, for messages; the key itself when nowhere. */
    public String origin(String key) {
        return get(key).map(setting -> setting.origin() + ": " + key).orElse(key);
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public Optional<String> text(String key) {
        return get(key).map(setting -> switch (setting.value()) {
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Boolean bool -> bool.toString();
            case Object other -> throw wrong(key, setting, "a string");
        });
    }

    public String text(String key, String otherwise) {
        return text(key).filter(text -> !text.isEmpty()).orElse(otherwise);
    }

    public boolean bool(String key, boolean otherwise) {
        return get(key).map(setting -> switch (setting.value()) {
                    case Boolean bool -> bool;
                    case String text when text.equals("true") || text.equals("1") -> true;
                    case String text when text.equals("false") || text.equals("0") -> false;
                    case Object other -> throw wrong(key, setting, "true or false");
                })
                .orElse(otherwise);
    }

    public int number(String key, int otherwise) {
        return get(key).map(setting -> {
                    try {
                        return new BigDecimal(setting.value().toString()).intValueExact();
                    } catch (ArithmeticException | NumberFormatException fault) {
                        throw wrong(key, setting, "a whole number");
                    }
                })
                .orElse(otherwise);
    }

    public double decimal(String key, double otherwise) {
        return get(key).map(setting -> {
                    try {
                        return new BigDecimal(setting.value().toString()).doubleValue();
                    } catch (NumberFormatException fault) {
                        throw wrong(key, setting, "a number");
                    }
                })
                .orElse(otherwise);
    }

    public Duration duration(String key, Duration otherwise) {
        return get(key).map(setting -> {
                    try {
                        return Durations.parse(setting.value().toString());
                    } catch (IllegalArgumentException fault) {
                        throw wrong(key, setting, "a duration such as \"30s\"");
                    }
                })
                .orElse(otherwise);
    }

    public List<String> list(String key) {
        return get(key).map(setting -> switch (setting.value()) {
                    case Collection<?> items ->
                        items.stream().map(String::valueOf).toList();
                    case String text -> List.of(text);
                    case Object other -> throw wrong(key, setting, "a list of strings");
                })
                .orElse(List.of());
    }

    /** A free-form block: its keys are the user's. */
    public Map<String, Object> map(String key) {
        Optional<Setting> setting = get(key);
        if (setting.isEmpty()) {
            return Map.of();
        }
        if (!(setting.get().value() instanceof Map<?, ?> map)) {
            throw wrong(key, setting.get(), "a block");
        }
        Map<String, Object> found = new LinkedHashMap<>();
        map.forEach((name, value) -> found.put(String.valueOf(name), value));
        return found;
    }

    public Map<String, String> texts(String key) {
        Map<String, String> found = new LinkedHashMap<>();
        map(key).forEach((name, value) -> found.put(name, text(value)));
        return found;
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    /** Whether there is such a block, with or without keys. */
    public boolean has(String block) {
        return values.containsKey(block) || values.keySet().stream().anyMatch(key -> key.startsWith(block + "."));
    }

    /** The labels of a labelled block, such as the plugins of {@code plugin}. */
    public Set<String> labels(String block) {
        Set<String> labels = new LinkedHashSet<>();
        String prefix = block + ".";
        for (String key : values.keySet()) {
            if (key.startsWith(prefix)) {
                String rest = key.substring(prefix.length());
                int dot = rest.indexOf('.');
                labels.add(dot < 0 ? rest : rest.substring(0, dot));
            }
        }
        return labels;
    }

    private Optional<Setting> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private static ConfigException wrong(String key, Setting setting, String expected) {
        return new ConfigException(
                setting.origin() + ": " + key + " must be " + expected + ", found \"" + setting.value() + "\"");
    }
}
