package dev.drover.scheduler.feasibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OperatorsTest {
    private final Operators operators = new Operators();

    @ParameterizedTest(name = "{0} {1} {2} holds")
    @CsvSource(
            delimiter = '|',
            value = {
                "linux | = | linux",
                "linux | == | linux",
                "linux | is | linux",
                "linux | != | windows",
                "linux | not | windows",
                "9 | < | 10",
                "9.5 | < | 10",
                "10 | <= | 10",
                "10 | > | 9",
                "10 | >= | 10.0",
                "b | > | a",
                "docker20 | regexp | ^docker[0-9]+$",
                "has a middle | regexp | mid",
                "1.2.3 | version | >= 1.2, < 2.0",
                "1.2.3 | version | ~> 1.2",
                "1.9 | version | ~> 1.2",
                "1.2.9 | version | ~> 1.2.3",
                "v2.0.1 | version | > 2",
                "1.2 | version | = 1.2.0",
                "1.2.0-beta2 | version | > 1.2.0-beta1",
                "1.7.0-beta | semver | >= 1.6.0",
                "1.7.0 | semver | >= 1.7.0-a",
                "2.0.6-dev | semver | >= 1.4.0",
                "'a, b ,c' | set_contains | 'c,a'",
                "'a,b,c' | set_contains_all | 'b'",
                "'a,b' | set_contains_any | 'x,b'",
            })
    void holds(String left, String operand, String right) {
        assertThat(operators.holds(operand, Optional.of(left), Optional.of(right)))
                .isTrue();
    }

    @ParameterizedTest(name = "{0} {1} {2} does not hold")
    @CsvSource(
            delimiter = '|',
            value = {
                "linux | = | Linux",
                "linux | != | linux",
                "10 | < | 9",
                "10 | > | 10",
                "10 | < | 9.9",
                "abc | regexp | ^b",
                "abc | regexp | [",
                "1.2.3 | version | > 1.2.3",
                "2.0 | version | ~> 1.2",
                "1.3.0 | version | ~> 1.2.3",
                "1.7.0-beta | version | >= 1.6.0",
                "not a version | version | >= 1.0",
                "1.0 | version | >= nonsense",
                "1.7.0-beta | semver | >= 1.7.0",
                "1.7.0 | semver | ~> 1.7",
                "'a,b' | set_contains | 'a,c'",
                "'a,b' | set_contains_any | 'x,y'",
                "a | frobnicates | a",
            })
    void does_not_hold(String left, String operand, String right) {
        assertThat(operators.holds(operand, Optional.of(left), Optional.of(right)))
                .isFalse();
    }

    @Test
    void a_missing_side_is_different_from_every_value_and_equal_to_none() {
        Optional<String> some = Optional.of("x");
        assertThat(operators.holds("!=", Optional.empty(), some)).isTrue();
        assertThat(operators.holds("=", Optional.empty(), some)).isFalse();
        assertThat(operators.holds("=", Optional.empty(), Optional.empty())).isFalse();
        assertThat(operators.holds("<", Optional.empty(), some)).isFalse();
        assertThat(operators.holds("regexp", Optional.empty(), some)).isFalse();
    }

    @Test
    void presence_operators_look_at_the_left_side_only() {
        assertThat(operators.holds("is_set", Optional.of(""), Optional.empty())).isTrue();
        assertThat(operators.holds("is_set", Optional.empty(), Optional.of("x")))
                .isFalse();
        assertThat(operators.holds("is_not_set", Optional.empty(), Optional.of("x")))
                .isTrue();
        assertThat(operators.holds("is_not_set", Optional.of("y"), Optional.empty()))
                .isFalse();
    }
}
