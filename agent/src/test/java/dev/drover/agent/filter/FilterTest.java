package dev.drover.agent.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
    private static final Map<String, Object> VALUE = Map.of(
            "ID",
            "web-1",
            "Status",
            "running",
            "Priority",
            50L,
            "Stop",
            false,
            "Meta",
            Map.of("team", "blue", "a.b", "c"),
            "Datacenters",
            List.of("dc1", "dc2"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            Status == "running"                        | true
            Status != "running"                        | false
            Status == running                          | true
            Status == "running" and ID contains "web"  | true
            Status == "dead" or Priority > 49          | true
            Priority >= 51                             | false
            Priority == 50                             | true
            Stop == false                              | true
            not Stop == false                          | false
            not (Status == "dead")                     | true
            "dc1" in Datacenters                       | true
            "dc9" not in Datacenters                   | true
            Datacenters contains "dc2"                 | true
            Datacenters not contains "dc2"             | false
            Meta.team == "blue"                        | true
            Meta["a.b"] == "c"                         | true
            "/Meta/team" == "blue"                     | true
            team in Meta                               | true
            ID matches "^web-[0-9]+$"                  | true
            ID not matches "^api"                      | true
            Missing is empty                           | true
            Meta is not empty                          | true
            Missing.deeper == ""                       | true
            """)
    void a_filter_says_whether_a_value_fits(String filter, boolean expected) {
        assertThat(Filter.parse(filter).matches(VALUE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            Status ==            | expected a value at the end
            Status = "x"         | "=" is no operator
            (Status == "x"       | expected ")"
            Status == "x         | is not closed
            Status == "x" extra  | found "extra"
            ID matches "("       | pattern
            Priority > "many"    | is not a number
            """)
    void a_broken_filter_says_what_is_wrong(String filter, String phrase) {
        assertThatThrownBy(() -> Filter.parse(filter))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining(phrase);
    }

    @Property(tries = 500)
    void any_text_is_either_a_filter_or_a_clear_fault(@ForAll @StringLength(max = 60) String text) {
        try {
            assertThat(Filter.parse(text).matches(VALUE)).isIn(true, false);
        } catch (FilterException fault) {
            assertThat(fault).hasMessageMatching("(?s).+");
        }
    }

    @ParameterizedTest
    @CsvSource({"(", "not "})
    void deep_nesting_is_refused(String opening) {
        assertThatThrownBy(() -> Filter.parse(opening.repeat(2000))).isInstanceOf(FilterException.class);
    }
}
