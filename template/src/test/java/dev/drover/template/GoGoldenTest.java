package dev.drover.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.template.functions.Builtins;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The language itself, compared with Go's own engine. */
class GoGoldenTest {
    static Stream<Arguments> cases() {
        return Golden.cases("go.tsv");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_template_gives_what_it_gives_in_go(String template, String outcome) {
        assertThat(Golden.run(template, Builtins.FUNCTIONS, Golden.data())).isEqualTo(outcome);
    }
}
