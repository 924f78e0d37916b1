package dev.drover.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrettyJsonTest {
    @Test
    void nested_values_are_indented_and_empty_ones_stay_short() {
        assertThat(PrettyJson.indent("{\"A\":[1,{\"B\":\"x,{\\\"\"}],\"C\":{},\"D\":[]}"))
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
                }
                """);
    }
}
