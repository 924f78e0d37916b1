package dev.drover.agent.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
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
        VALUE,
        BLOCK,
        /** A block or map whose own keys are not checked. */
        FREE
    }

    private final Map<String, Kind> kinds = new TreeMap<>();

    private KnownKeys() {}

    static KnownKeys load() {
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
