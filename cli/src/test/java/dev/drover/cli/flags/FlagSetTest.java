package dev.drover.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagSetTest {
    private final FlagSet flags = new FlagSet();
    private final Flag<Boolean> detach = flags.toggle("detach", "");
    private final Flag<Boolean> diff = flags.toggle("diff", true, "");
    private final Flag<String> name = flags.text("name", "text", "");
    private final Flag<List<String>> variables = flags.list("var", "key=value", "");
    private final Flag<Long> lines = flags.number("n", "lines", 10, "");
    private final Flag<Duration> time = flags.duration("time", Duration.ZERO, "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-name x job | x | job",
                "--name x job | x | job",
                "-name=x job | x | job",
                "job -name x | x | job",
                "job --name=x=y | x=y | job",
                "-name - job | - | job",
                "-name -1 job | -1 | job",
                "-detach -name x - | x | -",
                "-name x -- -detach | x | -detach",
            })
    void flags_are_read_with_one_dash_or_two_before_and_after_arguments(
            String words, String expectedName, String expectedArgument) throws UsageException {
        assertThat(flags.parse(List.of(words.split(" ", -1)))).containsExactly(expectedArgument);
        assertThat(name.get()).isEqualTo(expectedName);
    }

    @ParameterizedTest
    @CsvSource({
        "-detach,true,true",
        "-detach=false,false,true",
        "-diff=false,false,false",
        "-diff=0 -detach=t,true,false"
    })
    void toggles_stand_alone_or_take_a_value_after_an_equals_sign(
            String words, boolean expectedDetach, boolean expectedDiff) throws UsageException {
        flags.parse(List.of(words.split(" ", -1)));

        assertThat(detach.get()).isEqualTo(expectedDetach);
        assertThat(diff.get()).isEqualTo(expectedDiff);
    }

    @Test
    void a_toggle_leaves_the_word_after_it_alone() throws UsageException {
        assertThat(flags.parse(List.of("-detach", "false"))).containsExactly("false");
        assertThat(detach.get()).isTrue();
    }

    @Test
    void a_repeated_flag_gathers_its_values_in_order() throws UsageException {
        flags.parse(List.of("-var", "a=1", "-var=b=2"));

        assertThat(variables.get()).containsExactly("a=1", "b=2");
    }

    @Test
    void numbers_and_durations_are_read_and_remember_that_they_were_given() throws UsageException {
        flags.parse(List.of("-n=3", "-time", "1m30s"));

        assertThat(lines.get()).isEqualTo(3);
        assertThat(lines.given()).isTrue();
        assertThat(time.get()).isEqualTo(Duration.ofSeconds(90));
        assertThat(name.given()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "-nam,did you mean -name?",
        "-zzzzzz,flag provided but not defined: -zzzzzz",
        "-name,flag needs an argument: -name",
        "-n=x,expected a whole number",
        "-time=x,expected a duration",
        "-detach=maybe,expected true or false",
    })
    void what_is_not_understood_is_named(String word, String expected) {
        assertThatThrownBy(() -> flags.parse(List.of(word)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void help_is_asked_for_by_three_spellings() throws UsageException {
        for (String word : List.of("-h", "-help", "--help")) {
            FlagSet fresh = new FlagSet();
            fresh.parse(List.of(word));
            assertThat(fresh.helpWanted()).as(word).isTrue();
        }
    }

    @Test
    void a_command_of_somebody_else_keeps_its_flags() throws UsageException {
        FlagSet fresh = new FlagSet();
        fresh.argumentsEndFlags();
        Flag<Boolean> ours = fresh.toggle("i", "");
        assertThat(fresh.parse(List.of("-i=false", "alloc", "ls", "-i", "--", "-l")))
                .containsExactly("alloc", "ls", "-i", "--", "-l");
        assertThat(ours.get()).isFalse();
    }
}
