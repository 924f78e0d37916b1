package dev.drover.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlagsTest {
    private static Flags read(String... words) {
        return Flags.read(List.of(words), Set.of("json"), Set.of("count", "wait", "name"), 1);
    }

    @Test
    void one_dash_or_two_and_an_equals_sign_or_none_are_the_same() {
        for (List<String> words :
                List.of(List.of("-count", "3"), List.of("--count", "3"), List.of("-count=3"), List.of("--count=3"))) {
            assertThat(read(words.toArray(String[]::new)).number("count", 1, 0, 9))
                    .isEqualTo(3);
        }
    }

    @Test
    void a_switch_takes_no_word_from_the_operands() {
        Flags flags = read("-json", "today.snap");
        assertThat(flags.isOn("json")).isTrue();
        assertThat(flags.operands()).containsExactly("today.snap");
        assertThat(read("-json=false").isOn("json")).isFalse();
    }

    @Test
    void what_is_not_given_has_its_default() {
        Flags flags = read();
        assertThat(flags.number("count", 7, 0, 9)).isEqualTo(7);
        assertThat(flags.duration("wait", Duration.ZERO, Duration.ofSeconds(1))).isZero();
        assertThat(flags.list("name", "a, b,,")).containsExactly("a", "b");
        assertThat(flags.texts("name")).isEmpty();
    }

    @Test
    void a_repeated_flag_keeps_all_values_and_the_last_counts_where_there_can_be_one() {
        Flags flags = read("-name", "a=1", "-name=b=2");
        assertThat(flags.texts("name")).containsExactly("a=1", "b=2");
        assertThat(flags.text("name", "")).isEqualTo("b=2");
    }

    @Test
    void a_time_without_a_unit_is_in_seconds() {
        assertThat(read("-wait", "1.5").duration("wait", Duration.ZERO, Duration.ZERO))
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(read("-wait", "20ms").duration("wait", Duration.ZERO, Duration.ZERO))
                .isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void what_is_wrong_is_named() {
        assertThatThrownBy(() -> read("-colour", "red")).hasMessage("there is no option -colour");
        assertThatThrownBy(() -> read("a", "b")).hasMessage("unexpected argument b");
        assertThatThrownBy(() -> read("-count")).hasMessage("-count needs a value");
        assertThatThrownBy(() -> read("-count=x").number("count", 1, 0, 9))
                .hasMessage("-count x is not a number from 0 to 9");
        assertThatThrownBy(() -> read("-count=10").number("count", 1, 0, 9)).hasMessageContaining("from 0 to 9");
        assertThatThrownBy(() -> read("-wait=1s").duration("wait", Duration.ZERO, Duration.ofSeconds(2)))
                .hasMessage("-wait 1s is shorter than 2s");
        assertThatThrownBy(() -> read("-wait=soon").duration("wait", Duration.ZERO, Duration.ZERO))
                .hasMessageStartingWith("-wait: ");
    }
}
