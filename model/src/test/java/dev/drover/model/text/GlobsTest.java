package dev.drover.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobsTest {
    @ParameterizedTest
    @CsvSource({
        "*, dc1, true",
        "dc1, dc1, true",
        "dc*, dc1, true",
        "*1, dc1, true",
        "d*1, dc1, true",
        "dc?, dc1, false",
        "dc, dc1, false",
        "dc1*, dc, false",
        "'', '', true",
        "'', dc1, false",
        "*, '', true"
    })
    void stars_stand_for_any_run_of_characters(String pattern, String text, boolean expected) {
        assertThat(Globs.matches(pattern, text)).isEqualTo(expected);
    }

    @Property
    void a_glob_agrees_with_the_regular_expression_of_the_same_meaning(
            @ForAll @Chars({'a', 'b', '*'}) @StringLength(max = 8) String pattern,
            @ForAll @Chars({'a', 'b'}) @StringLength(max = 10) String text) {
        String expression =
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        assertThat(Globs.matches(pattern, text)).isEqualTo(text.matches(expression));
    }

    @Test
    void many_stars_take_no_exponential_time() {
        String pattern = "*a".repeat(1_000) + "b";
        assertThat(Globs.matches(pattern, "a".repeat(10_000))).isFalse();
    }
}
