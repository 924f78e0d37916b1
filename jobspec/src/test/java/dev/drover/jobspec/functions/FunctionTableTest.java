package dev.drover.jobspec.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.jobspec.value.Function;
import dev.drover.jobspec.value.FunctionException;
import dev.drover.jobspec.value.JsonValues;
import dev.drover.jobspec.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FunctionTableTest {
    private static final Map<String, Function> FUNCTIONS = Functions.withFiles(Path.of("/tmp/base"));
    /** These are evaluated by the language itself, since they see expressions and types. */
    private static final Set<String> SYNTAX = Set.of("try", "can", "convert");

    private static final Set<String> NOT_DETERMINISTIC = Set.of("uuidv4");

    private record Case(String function, List<Value> arguments, String expected, boolean fault) {}

    @ParameterizedTest
    @MethodSource("lines")
    void a_function_keeps_its_promise(String line) {
        Case row = parse(line);
        Function function = FUNCTIONS.get(row.function());
        assertThat(function).as("function " + row.function()).isNotNull();
        if (row.fault()) {
            assertThatThrownBy(() -> function.call(row.arguments()))
                    .isInstanceOf(FunctionException.class)
                    .hasMessageContaining(row.expected());
        } else {
            assertThat(function.call(row.arguments())).isEqualTo(json(row.expected()));
        }
    }

    @Test
    void every_function_has_four_cases_or_more() {
        Map<String, Long> cases = lines().stream()
                .collect(Collectors.groupingBy(line -> parse(line).function(), Collectors.counting()));
        assertThat(FUNCTIONS.keySet())
                .allSatisfy(name -> assertThat(cases.getOrDefault(name, 0L))
                        .as(name)
                        .isGreaterThanOrEqualTo(NOT_DETERMINISTIC.contains(name) ? 1 : 4));
    }

    @Test
    void every_function_of_the_reference_is_there() throws IOException {
        Path table = Path.of(System.getProperty(
                        "drover.reference", System.getProperty("drover.root", "..") + "/../shared/reference"))
                .resolve("hcl-functions.tsv");
        assumeTrue(Files.exists(table));
        List<String> wanted = Files.readAllLines(table).stream()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields[0].equals("function") && !SYNTAX.contains(fields[1]))
                .map(fields -> fields[1])
                .toList();
        assertThat(FUNCTIONS.keySet()).containsAll(wanted);
    }

    static List<String> lines() {
        try (InputStream in = FunctionTableTest.class.getResourceAsStream("cases.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Case parse(String line) {
        int space = line.indexOf(' ');
        boolean fault = line.contains("] !! ");
        int separator = line.lastIndexOf(fault ? "] !! " : "] => ");
        Value arguments = json(line.substring(space + 1, separator + 1));
        assertThat(arguments).isInstanceOf(Value.Sequence.class);
        return new Case(
                line.substring(0, space),
                ((Value.Sequence) arguments).items(),
                line.substring(separator + "] => ".length()),
                fault);
    }

    private static Value json(String text) {
        return JsonValues.parse(text);
    }
}
