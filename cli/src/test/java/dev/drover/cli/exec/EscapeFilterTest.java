package dev.drover.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EscapeFilterTest {
    private final EscapeFilter filter = new EscapeFilter(Optional.of('~'));

    private String pass(String typed) {
        byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
        return new String(filter.pass(bytes, bytes.length), StandardCharsets.UTF_8);
    }

    @Test
    void an_escape_and_a_dot_hang_up_at_the_beginning_of_a_line_only() {
        assertThat(pass("cd ~. now\r")).isEqualTo("cd ~. now\r");
        assertThat(filter.isHungUp()).isFalse();
        assertThat(pass("~")).isEmpty();
        assertThat(pass(".rest")).isEmpty();
        assertThat(filter.isHungUp()).isTrue();
    }

    @Test
    void it_hangs_up_as_the_very_first_that_is_typed() {
        assertThat(pass("~.")).isEmpty();
        assertThat(filter.isHungUp()).isTrue();
    }

    @Test
    void two_escapes_are_one_and_one_before_something_else_stays() {
        assertThat(pass("~~x\n~y\n")).isEqualTo("~x\n~y\n");
        assertThat(filter.isHungUp()).isFalse();
    }

    @Test
    void without_an_escape_character_everything_passes() {
        byte[] typed = "~.".getBytes(StandardCharsets.UTF_8);
        EscapeFilter transparent = new EscapeFilter(Optional.empty());
        assertThat(transparent.pass(typed, 2)).isEqualTo(typed);
        assertThat(transparent.isHungUp()).isFalse();
    }
}
