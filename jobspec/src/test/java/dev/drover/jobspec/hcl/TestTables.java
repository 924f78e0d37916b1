package dev.drover.jobspec.hcl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads the tables of expectations beside the tests. */
final class TestTables {
    private TestTables() {}

    static String read(String name) {
        try (InputStream stream = Objects.requireNonNull(TestTables.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Lines that are neither blank nor comments. */
    static List<String> lines(String name) {
        return read(name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /**
     * A source with what is expected of it.
     *
     * @param expected the texts of its head lines
     */
    record Case(List<String> expected, String source) {}

    /** Cases whose head lines begin with {@code == }. */
    static List<Case> cases(String name) {
        List<Case> cases = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        StringBuilder source = new StringBuilder();
        for (String line : (read(name) + "== ").lines().toList()) {
            if (line.startsWith("== ")) {
                if (!source.isEmpty()) {
                    cases.add(new Case(List.copyOf(expected), source.toString()));
                    source.setLength(0);
                    expected.clear();
                }
                expected.add(line.substring(3));
            } else if (!expected.isEmpty()) {
                source.append(line).append('\n');
            }
        }
        return cases;
    }
}
