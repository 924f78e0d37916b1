package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.flags.Flag;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scripts rely on the names of commands and flags: those in the table stay. */
class CommandTableTest {
    private static final String GENERAL = "(general)";

    private static final Map<String, String> FLAGS = new LinkedHashMap<>();

    @BeforeAll
    static void readTable() throws IOException {
        try (InputStream in = Objects.requireNonNull(CommandTableTest.class.getResourceAsStream("commands.tsv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] cells = line.split("\t", -1);
                FLAGS.put(cells[0], cells[1]);
            });
        }
    }

    private static Stream<String> words(String flags) {
        return Arrays.stream(flags.split(",")).filter(flag -> !flag.isEmpty());
    }

    private static List<String> wanted(String flags) {
        return words(flags)
                .flatMap(flag -> flag.equals("+general") ? words(FLAGS.getOrDefault(GENERAL, "")) : Stream.of(flag))
                .map(flag -> flag.substring(1))
                .toList();
    }

    @Test
    void every_command_of_the_table_takes_its_flags() {
        List<String> missing = new ArrayList<>();
        FLAGS.forEach((name, flags) -> {
            if (name.equals(GENERAL)) {
                return;
            }
            Command command = Commands.create(name);
            if (command == null) {
                missing.add(name);
                return;
            }
            Set<String> taken = new HashSet<>();
            command.flags().all().stream().map(Flag::name).forEach(taken::add);
            wanted(flags).stream()
                    .filter(flag -> !taken.contains(flag))
                    .forEach(flag -> missing.add(name + " -" + flag));
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void every_command_that_help_shows_can_be_made() {
        assertThat(Commands.names())
                .allSatisfy(name -> assertThat(Commands.create(name)).isNotNull());
        assertThat(Commands.aliases())
                .allSatisfy(name -> assertThat(Commands.create(name)).isNotNull());
    }
}
