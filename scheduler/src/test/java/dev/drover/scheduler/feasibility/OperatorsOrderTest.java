package dev.drover.scheduler.feasibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators against plain ways to say the same. */
final class OperatorsOrderTest {
    private final Operators operators = new Operators();

    private boolean holds(String left, String operand, String right) {
        return operators.holds(operand, Optional.of(left), Optional.of(right));
    }

    /** All four comparisons must tell the same story. */
    private void assertOrder(String left, String right, int expected) {
        assertThat(holds(left, "<", right)).as("%s < %s", left, right).isEqualTo(expected < 0);
        assertThat(holds(left, "<=", right)).as("%s <= %s", left, right).isEqualTo(expected <= 0);
        assertThat(holds(left, ">", right)).as("%s > %s", left, right).isEqualTo(expected > 0);
        assertThat(holds(left, ">=", right)).as("%s >= %s", left, right).isEqualTo(expected >= 0);
    }

    @ParameterizedTest(name = "{0} against {1}")
    @CsvSource({
        "9, 10, -1",
        "-1, 1, -1",
        "+5, 5, 0",
        "007, 7, 0",
        "9223372036854775807, 9223372036854775806, 1",
        "-9223372036854775808, 9223372036854775807, -1",
        "9223372036854775808, 10, 1",
        "1.50, 1.5, 0",
        "1e3, 999, 1",
        ".5, 0.25, 1",
        "-0.0, 0.0, 0",
        "0, -0.0, 0",
        "10, 9.99, 1",
        "abc, abd, -1",
        "Z, a, -1",
        "10, 9a, -1",
        "1.10.0, 1.9.0, -1",
        "'', a, -1",
        "'', '', 0",
        "ten, 10, 1",
        "10d, 9d, -1",
        "10f, 9, -1",
        "' 9', 10, -1",
        "'10 ', 9, -1",
        "1_000, 999, -1",
    })
    void numbers_are_compared_as_numbers_and_everything_else_by_letters(String left, String right, int expected) {
        assertOrder(left, right, expected);
        assertOrder(right, left, -expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<=", ">", ">="})
    void what_is_not_a_number_is_neither_more_nor_less_than_one(String operand) {
        assertThat(holds("NaN", operand, "5")).isFalse();
        assertThat(holds("5", operand, "NaN")).isFalse();
        assertThat(holds("NaN", operand, "NaN")).isFalse();
    }

    @Test
    void whole_numbers_are_compared_exactly_where_decimals_would_be_too_coarse() {
        assertOrder("9007199254740993", "9007199254740992", 1);
        assertOrder("9007199254740993.0", "9007199254740992.0", 0);
    }

    @Test
    void the_order_of_numbers_is_that_of_exact_arithmetic() {
        Random random = new Random(31);
        for (int i = 0; i < 3_000; i++) {
            String left = number(random);
            String right = number(random);
            assertOrder(left, right, new BigDecimal(left).compareTo(new BigDecimal(right)));
        }
    }

    private static String number(Random random) {
        String sign = random.nextBoolean() ? "-" : "";
        String whole = String.valueOf(random.nextInt(12));
        return random.nextBoolean() ? sign + whole : sign + whole + "." + random.nextInt(100);
    }

    @Test
    void the_order_of_words_is_that_of_their_letters() {
        Random random = new Random(32);
        for (int i = 0; i < 2_000; i++) {
            String left = word(random);
            String right = word(random);
            assertOrder(left, right, Integer.signum(left.compareTo(right)));
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder("x");
        for (int i = random.nextInt(4); i > 0; i--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }

    private static List<String> some(Random random) {
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            items.add(String.valueOf((char) ('a' + random.nextInt(5))));
        }
        return items;
    }

    /** The items with blanks around them, as people write them. */
    private static String written(List<String> items, Random random) {
        return String.join(
                ",",
                items.stream()
                        .map(item -> " ".repeat(random.nextInt(3)) + item + " ".repeat(random.nextInt(2)))
                        .toList());
    }

    @Test
    void sets_contain_what_loops_over_their_items_find() {
        Random random = new Random(33);
        for (int i = 0; i < 2_000; i++) {
            List<String> left = some(random);
            List<String> right = some(random);
            boolean all = true;
            boolean any = false;
            for (String item : right) {
                boolean there = false;
                for (String other : left) {
                    there |= other.equals(item);
                }
                all &= there;
                any |= there;
            }
            String has = written(left, random);
            String wants = written(right, random);
            assertThat(holds(has, "set_contains", wants))
                    .as("%s in %s", wants, has)
                    .isEqualTo(all);
            assertThat(holds(has, "set_contains_all", wants)).isEqualTo(all);
            assertThat(holds(has, "set_contains_any", wants)).isEqualTo(any);
        }
    }

    @ParameterizedTest(name = "\"{0}\" set_contains \"{1}\"")
    @CsvSource({
        "'', '', true",
        "'a,,b', '', true",
        "'a,b', '', false",
        "'a', 'a,a', true",
        "'a b, c', 'a b', true",
        "'A', 'a', false",
        "'ab', 'a', false",
    })
    void items_are_whole_and_an_empty_one_is_one_too(String left, String right, boolean contains) {
        assertThat(holds(left, "set_contains", right)).isEqualTo(contains);
    }

    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource({
        "eth0, ^eth[0-9]+$, true",
        "eth, ^eth[0-9]+$, false",
        "Linux, linux, false",
        "Linux, (?i)linux, true",
        "'', ^$, true",
        "anything, '', true",
        "a.b, a\\.b, true",
        "axb, a\\.b, false",
        "naïve, na.ve, true",
        "aa, (a)\\1, false",
        "foobar, foo(?=bar), false",
    })
    void patterns_are_those_of_re2_which_never_look_ahead_or_back(String left, String pattern, boolean matches) {
        assertThat(holds(left, "regexp", pattern)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=",
                "==",
                "is",
                "",
                "<",
                "<=",
                ">",
                ">=",
                "regexp",
                "version",
                "semver",
                "set_contains",
                "set_contains_all",
                "set_contains_any",
                "nonsense"
            })
    void with_a_side_missing_nothing_holds_but_unequal_and_what_asks_for_presence(String operand) {
        Optional<String> some = Optional.of("1.0");
        assertThat(operators.holds(operand, Optional.empty(), some)).isFalse();
        assertThat(operators.holds(operand, some, Optional.empty())).isFalse();
        assertThat(operators.holds(operand, Optional.empty(), Optional.empty())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!=", "not"})
    void unequal_holds_unless_both_sides_are_the_same_or_both_are_missing(String operand) {
        Optional<String> some = Optional.of("a");
        assertThat(operators.holds(operand, some, Optional.empty())).isTrue();
        assertThat(operators.holds(operand, Optional.empty(), some)).isTrue();
        assertThat(operators.holds(operand, Optional.empty(), Optional.empty())).isFalse();
        assertThat(operators.holds(operand, some, Optional.of("a"))).isFalse();
        assertThat(operators.holds(operand, Optional.of(""), Optional.empty())).isTrue();
    }

    @Test
    void a_requirement_is_remembered_apart_for_each_way_of_reading() {
        for (int round = 0; round < 2; round++) {
            assertThat(holds("1.7.0-beta", "version", ">= 1.6.0")).isFalse();
            assertThat(holds("1.7.0-beta", "semver", ">= 1.6.0")).isTrue();
            assertThat(Arrays.asList(
                            holds("1.7.0-beta", "regexp", ">= 1.6.0"), holds(">= 1.6.0", "regexp", ">= 1.6.0")))
                    .containsExactly(false, true);
        }
    }

    @Test
    void operands_are_written_in_small_letters() {
        assertThat(holds("a", "IS", "a")).isFalse();
        assertThat(holds("a", "Regexp", "a")).isFalse();
    }
}
