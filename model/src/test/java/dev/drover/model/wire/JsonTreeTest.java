package dev.drover.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
    @Test
    void nested_values_are_indented_and_empty_ones_stay_short() {
        assertThat(JsonTree.parse("{\"A\":[1,{\"B\":\"x,{\\\"\"}],\"C\":{},\"D\":[]}")
                        .pretty())
                .isEqualTo("""
                {
                    "A": [
                        1,
                        {
                            "B": "x,{\\""
                        }
                    ],
                    "C": {},
                    "D": []
                }""");
    }

    @Test
    void texts_that_are_safe_in_html_escape_what_could_end_a_script() {
        assertThat(new JsonTree.Text("<&>\u2028\b\t\u0001é\ud83d\ude80").htmlSafe())
                .isEqualTo("\"\\u003c\\u0026\\u003e\\u2028\\u0008\\t\\u0001é\ud83d\ude80\"");
    }

    @Test
    void half_a_pair_of_surrogates_is_written_and_read_back() {
        Map<String, Object> half = Map.of("half", "a\ud83d", "turned", "\ude80\ud83db", "whole", "\ud83d\ude80");
        assertThat(Json.readObject(Json.writeBytes(half))).isEqualTo(half);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999", "-1e-99999", "1e99999999999999999999"})
    void a_number_with_a_giant_exponent_is_refused_with_its_place(String number) {
        assertThatThrownBy(() -> JsonTree.parse("[1,\n" + number + "]"))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("exponent of more than 10000 (line 2, column 1)");
    }

    @Test
    void fields_keep_their_order_numbers_their_digits_and_nulls_stay() {
        JsonTree tree = JsonTree.parse("{\"b\":1.50,\"a\":[null,1E3]}");
        assertThat(tree.pretty()).isEqualTo("{\n    \"b\": 1.50,\n    \"a\": [\n        null,\n        1E3\n    ]\n}");
        assertThat(tree.sorted().htmlSafe()).isEqualTo("{\"a\":[null,1E3],\"b\":1.50}");
    }
}
