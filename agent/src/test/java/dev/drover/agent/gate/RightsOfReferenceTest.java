package dev.drover.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.wire.WireName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The table of rights says the same as the measured one. */
class RightsOfReferenceTest {
    private static final Path TABLE = Path.of(System.getProperty(
                    "drover.reference", System.getProperty("drover.root", "..") + "/../shared/reference"))
            .resolve("http-api.tsv");

    private static final String BY_ROUTE = "looked at by the route";

    /** Rows that differ in words or in fact, with what is here. */
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            // Which of two is asked for stands in the query.
            Map.entry(
                    "GET /v1/volumes",
                    "host-volume-read or csi-list-volume|csi-mount-volume|csi-read-volume|list-jobs"),
            // The right to read includes that to list.
            Map.entry("GET /v1/plugins", "plugin:list"),
            // Nodes prove who they are in headers of their own.
            Map.entry("GET /v1/client/allocation/:alloc_id/snapshot", "own proof"),
            // Variables are not built yet: nobody else gets to know that.
            Map.entry("GET /v1/vars", "management"),
            Map.entry("GET /v1/var/:var_path", "management"),
            Map.entry("PUT /v1/var/:var_path", "management"),
            Map.entry("POST /v1/var/:var_path", "management"),
            Map.entry("DELETE /v1/var/:var_path", "management"));

    static boolean tableIsThere() {
        return Files.exists(TABLE);
    }

    @Test
    @EnabledIf("tableIsThere")
    void every_row_takes_the_same_rights() throws IOException {
        List<String> faults = new ArrayList<>();
        int same = 0;
        List<String> lines = Files.readAllLines(TABLE);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            for (String method : cells[0].split("\\|", -1)) {
                Optional<String> own = own(method, cells[1]).filter(words -> !words.equals(BY_ROUTE));
                String wanted = OTHERWISE.getOrDefault(method + " " + cells[1], words(cells[6]));
                if (own.isPresent() && !own.get().equals(wanted)) {
                    faults.add(
                            "%s %s: \"%s\" (%s), not \"%s\"".formatted(method, cells[1], own.get(), cells[6], wanted));
                } else if (own.isPresent()) {
                    same++;
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(same).isGreaterThan(230);
    }

    /** What is said of the same route here, by the line that says most of it; nothing of a route that there is not yet. */
    private static Optional<String> own(String method, String path) {
        return Rights.all().lines().entrySet().stream()
                .filter(line -> shape(line.getKey()).equals(shape(method + " " + path)))
                .min(Comparator.comparing(line -> line.getKey().contains(":rest*")))
                .map(line -> words(line.getValue()));
    }

    private static String shape(String route) {
        return route.replaceAll(":[a-z_]+\\*?", ":");
    }

    /** The column in the words of {@link #words(Right)}. */
    private static String words(String column) {
        String text = column.split("[;(]", -1)[0].strip();
        List<String> parts = new ArrayList<>();
        for (String part : text.split(" \\+ ", -1)) {
            String name =
                    part.replace("namespace:", "").replace("operator ", "").strip();
            parts.add(Arrays.stream(name.split("\\|", -1)).sorted().collect(Collectors.joining("|")));
        }
        return String.join(" + ", parts);
    }

    private static String words(Right right) {
        return switch (right) {
            case Right.Anyone anyone -> "none";
            case Right.AnyToken any -> "any valid token";
            case Right.AnyIdentity any -> "any valid token or workload identity";
            case Right.Management management -> "management";
            case Right.Continuing continuing -> "own proof";
            case Right.CheckedByRoute checked -> BY_ROUTE;
            case Right.Level level -> level(level);
            case Right.Operator operator ->
                Stream.of("management", operator.capability().wireName())
                        .sorted()
                        .collect(Collectors.joining("|"));
            case Right.InNamespace in ->
                new TreeSet<>(in.anyOf().stream().map(WireName::wireName).toList())
                        .stream().collect(Collectors.joining("|"));
            case Right.Showing showing -> "";
            case Right.KnowingNamespace knowing -> "any capability on it";
            case Right.NodePool pool -> "node_pool:" + pool.capability().name().toLowerCase(Locale.ROOT);
            case Right.EveryOf every ->
                every.rights().stream()
                        .map(RightsOfReferenceTest::words)
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(" + "));
            case Right.OneOf one ->
                one.rights().stream()
                                .map(RightsOfReferenceTest::words)
                                .findFirst()
                                .orElse("") + " or";
            case Right.Flagged flagged -> words(flagged.off());
            case Right.Asked asked -> words(asked.then()) + " or " + words(asked.otherwise());
        };
    }

    private static String level(Right.Level level) {
        return level.area().name().toLowerCase(Locale.ROOT) + ":"
                + level.level().name().toLowerCase(Locale.ROOT);
    }
}
