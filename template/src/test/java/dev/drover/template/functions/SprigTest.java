package dev.drover.template.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.template.Functions;
import dev.drover.template.Golden;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Compared with the Sprig library itself. */
class SprigTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Functions FUNCTIONS = Functions.builder()
            .addAll(Builtins.FUNCTIONS)
            .addAll(Sprig.functions(() -> NOW))
            .build();

    static Stream<Arguments> cases() {
        return Golden.cases("sprig.tsv");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_function_gives_what_it_gives_in_sprig(String template, String outcome) {
        assertThat(Golden.run(template, FUNCTIONS, Golden.data())).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{now | date \"2006-01-02 15:04\"}} ~ 2026-03-04 05:06",
                "{{now.Year}} {{now.Format \"Jan\"}} ~ 2026 Mar",
                "{{ago (now | dateModify \"-90m\")}} ~ 1h30m0s",
                "{{unixEpoch now}} ~ 1772600767",
                "{{len (randAlphaNum 7)}} {{len uuidv4}} ~ 7 36",
                "{{if and (ge (randInt 3 5) 3) (lt (randInt 3 5) 5)}}in{{end}} ~ in",
                "{{len (shuffle \"abc\")}} ~ 3",
            })
    void what_depends_on_time_and_chance_follows_the_clock_and_its_bounds(String template, String expected) {
        assertThat(Golden.run(template, FUNCTIONS, null)).isEqualTo("=" + expected);
    }
}
