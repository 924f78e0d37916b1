package dev.drover.agent.config;

import dev.drover.model.text.Durations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The keys that configuration files may have. A key that is known but not acted on yet is accepted; an unknown one is an error. */
final class KnownKeys {
    /** What a key holds. */
    enum Kind {
        TEXT("a string"),
        BOOL("true or false"),
        /** True unless told otherwise. */
        ON("true or false"),
        INT("a whole number"),
        FLOAT("a number"),
        DURATION("a duration such as \"30s\""),
        LIST("a list of strings"),
        BLOCK("a block"),
        /** A block or map whose own keys are not checked. */
        FREE("a block");

        private final String wanted;

        Kind(String wanted) {
            this.wanted = wanted;
        }

        /** What a value of this kind is, in words. */
        String wanted() {
            return wanted;
        }

        /** Whether a value read from a file, with numbers as {@link BigDecimal}, is of this kind; nothing at all always is. */
        boolean fits(Object value) {
            String text = String.valueOf(value);
            return value.equals("")
                    || switch (this) {
                        case TEXT -> value instanceof String || value instanceof BigDecimal || value instanceof Boolean;
                        case BOOL, ON ->
                            value instanceof Boolean
                                    || List.of("true", "false", "1", "0").contains(text);
                        case INT -> isNumber(text, true);
                        case FLOAT -> isNumber(text, false);
                        case DURATION -> isDuration(text);
                        case LIST ->
                            value instanceof String
                                    || (value instanceof List<?> items
                                            && items.stream()
                                                    .noneMatch(item -> item instanceof Map || item instanceof List));
                        case BLOCK, FREE -> value instanceof Map || value instanceof List;
                    };
        }

        private static boolean isNumber(String text, boolean whole) {
            try {
                BigDecimal number = new BigDecimal(text);
                return !whole || number.stripTrailingZeros().scale() <= 0;
            } catch (NumberFormatException fault) {
                return false;
            }
        }

        private static boolean isDuration(String text) {
            try {
                return Durations.parse(text).toNanos() >= 0;
            } catch (IllegalArgumentException fault) {
                return false;
            }
        }
    }

    private static final KnownKeys ALL = read();

    private final Map<String, Kind> kinds = new TreeMap<>();

    private KnownKeys() {}

    static KnownKeys load() {
        return ALL;
    }

    private static KnownKeys read() {
        KnownKeys keys = new KnownKeys();
        try (InputStream in = Objects.requireNonNull(KnownKeys.class.getResourceAsStream("known-keys.txt"));
                Stream<String> lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines()) {
            lines.filter(line -> !line.startsWith("#")).forEach(line -> {
                int space = line.indexOf(' ');
                keys.kinds.put(
                        line.substring(0, space),
                        Kind.valueOf(line.substring(space + 1).toUpperCase(java.util.Locale.ROOT)));
            });
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return keys;
    }

    /** The kind of a key with {@code *} for labels, or nothing when there is no such key. */
    java.util.Optional<Kind> kind(String pattern) {
        return java.util.Optional.ofNullable(kinds.get(pattern));
    }

    /** True when blocks of this key carry a label. */
    boolean labelled(String pattern) {
        return kinds.containsKey(pattern + ".*")
                || kinds.keySet().stream().anyMatch(key -> key.startsWith(pattern + ".*."));
    }

    /** The names allowed inside a block, for suggestions. */
    List<String> namesInside(String pattern) {
        String prefix = pattern.isEmpty() ? "" : pattern + ".";
        return kinds.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .filter(rest -> !rest.contains(".") && !rest.equals("*"))
                .toList();
    }
}
