package dev.drover.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> NAMES =
            List.of("datacenters", "count", "constraint", "driver", "raw_exec", "type", "namespace", "env", "id");

    @ParameterizedTest
    @CsvSource({
        "datacenter, datacenters",
        "datacentres, datacenters",
        "coutn, count",
        "contraint, constraint",
        "Driver, driver",
        "rawexec, raw_exec",
        "raw-exec, raw_exec",
        "tpye, type",
        "name_space, namespace",
        "evn, env"
    })
    void a_misspelt_name_finds_the_right_one(String misspelt, String right) {
        assertThat(Suggestion.nearest(misspelt, NAMES)).contains(right);
    }

    @ParameterizedTest
    @CsvSource({"x", "foo", "completely_different", "''", "zz"})
    void a_strange_name_finds_nothing(String strange) {
        assertThat(Suggestion.nearest(strange, NAMES)).isEmpty();
    }
}
