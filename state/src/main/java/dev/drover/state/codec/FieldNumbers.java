package dev.drover.state.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The numbers that stand for commands, components of records, constants of enums and frequent words. They are places in the lines
 * of {@code fields.txt}, which is part of the format: lines and words may be added at their end, and nothing may move. What
 * went away stays in its place with a minus before it.
 */
final class FieldNumbers {
    private static final FieldNumbers KNOWN = load();

    private final List<String> commands = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final Map<String, List<String>> lines = new HashMap<>();

    private FieldNumbers() {}

    static FieldNumbers known() {
        return KNOWN;
    }

    private static FieldNumbers load() {
        try (InputStream file = Objects.requireNonNull(FieldNumbers.class.getResourceAsStream("fields.txt"))) {
            FieldNumbers numbers = new FieldNumbers();
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(numbers::add);
            return numbers;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void add(String line) {
        List<String> parts = List.of(line.split(" ", -1));
        List<String> rest = parts.subList(1, parts.size());
        switch (parts.getFirst()) {
            case "command" -> commands.addAll(rest);
            case "words" -> words.addAll(rest);
            case "phrase" -> words.add(String.join(" ", rest));
            default -> lines.put(parts.getFirst(), rest);
        }
    }

    /** The names of the commands, in the order of their numbers. */
    List<String> commands() {
        return commands;
    }

    List<String> words() {
        return words;
    }

    /** The components of a record or the constants of an enum, in the order of their numbers. */
    List<String> of(Class<?> type) {
        List<String> names = lines.get(name(type));
        if (names == null) {
            throw new IllegalArgumentException(
                    "fields.txt has no line for " + type + "; add at its end: " + expected(type));
        }
        return names;
    }

    /** The line that a type would have if it were new. */
    static String expected(Class<?> type) {
        List<String> names = new ArrayList<>();
        if (type.isRecord()) {
            for (var component : type.getRecordComponents()) {
                names.add(component.getName());
            }
        } else {
            for (Object constant : type.getEnumConstants()) {
                names.add(((Enum<?>) constant).name());
            }
        }
        return name(type) + names.stream().map(name -> " " + name).collect(Collectors.joining());
    }

    /** The last package and the names of the classes around, such as {@code command.JobCommand.Register}. */
    static String name(Class<?> type) {
        String place = type.getPackageName();
        String full = Objects.requireNonNull(type.getCanonicalName(), () -> type + " has no name");
        return full.substring(place.lastIndexOf('.') + 1);
    }
}
