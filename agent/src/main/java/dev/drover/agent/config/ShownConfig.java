package dev.drover.agent.config;

import dev.drover.model.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The configuration as {@code /v1/agent/self} shows it: by the names that clients know, with what is secret blacked out. */
final class ShownConfig {
    private static final Pattern PLACE = Pattern.compile("(.+):[0-9]+:[0-9]+: .*");
    private static final Pattern SECRET = Pattern.compile(".*(token|secret|password|encrypt).*");
    private static final List<Row> ROWS = read();

    private ShownConfig() {}

    /** Where a key is shown. */
    private record Row(
            String path, String key, String form, @Nullable Object otherwise) {
        static Row of(String line) {
            String[] parts = line.split(" ", 4);
            Object otherwise = Json.readObject(("{\"it\":" + parts[3] + "}").getBytes(StandardCharsets.UTF_8))
                    .get("it");
            return new Row(parts[0], parts[1], parts[2], otherwise);
        }

        private @Nullable Object value(Settings settings) {
            if (!settings.keys().contains(key) && !settings.has(key)) {
                return otherwise;
            }
            if (form.equals("text") && SECRET.matcher(key).matches() && !key.contains("threshold")) {
                return settings.text(key, "").isEmpty() ? "" : "<redacted>";
            }
            return switch (form) {
                case "text" -> settings.text(key, "");
                case "bool" -> settings.bool(key, false);
                case "number" -> settings.number(key, 0);
                case "decimal" -> settings.decimal(key, 0);
                case "nanos" -> settings.duration(key, Duration.ZERO).toNanos();
                case "list" -> settings.list(key);
                case "map" -> settings.map(key);
                default -> otherwise;
            };
        }
    }

    private static List<Row> read() {
        try (InputStream in = Objects.requireNonNull(ShownConfig.class.getResourceAsStream("shown-config.txt"));
                Stream<String> lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines()) {
            return lines.filter(line -> !line.startsWith("#")).map(Row::of).toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** A tree of maps; keys that no file and no flag sets have their default. */
    static Map<String, Object> of(Settings settings) {
        Map<String, Object> tree = new TreeMap<>();
        ROWS.forEach(row -> put(tree, row.path(), row.value(settings)));
        List<String> files = files(settings);
        tree.put("Files", files);
        tree.put("ConfigPaths", files);
        return tree;
    }

    private static List<String> files(Settings settings) {
        TreeSet<String> files = new TreeSet<>();
        for (String key : settings.keys()) {
            Matcher place = PLACE.matcher(settings.origin(key));
            if (place.matches()) {
                files.add(place.group(1));
            }
        }
        return new ArrayList<>(files);
    }

    /** Puts a value where a path leads, making the objects on the way. */
    private static void put(Map<String, Object> tree, String path, @Nullable Object value) {
        Map<String, Object> at = tree;
        String rest = path;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            at = inside(at, rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        putOrNull(at, rest, value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inside(Map<String, Object> tree, String name) {
        return (Map<String, Object>) tree.computeIfAbsent(name, made -> new TreeMap<String, Object>());
    }

    @SuppressWarnings("NullAway")
    private static void putOrNull(Map<String, Object> tree, String name, @Nullable Object value) {
        tree.put(name, value);
    }
}
