package dev.drover.drivers.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigSchemaTest {
    @Test
    void a_config_without_image_says_how_to_name_one() {
        assertThat(ConfigSchema.faults(Map.of())).singleElement().asString().contains("image is missing");
    }

    @Test
    void a_misspelt_parameter_names_the_one_that_was_meant() {
        assertThat(ConfigSchema.faults(Map.of("image", "redis", "comand", "sh")))
                .containsExactly("unknown parameter \"comand\", did you mean \"command\"?");
    }

    @Test
    void a_parameter_that_resembles_none_is_only_named() {
        assertThat(ConfigSchema.faults(Map.of("image", "redis", "colour_of_sheep", "white")))
                .containsExactly("unknown parameter \"colour_of_sheep\"");
    }

    @Test
    void values_of_the_wrong_kind_are_all_reported() {
        assertThat(ConfigSchema.faults(
                        Map.of("image", "redis", "args", "one", "privileged", "perhaps", "shm_size", "big")))
                .hasSize(3)
                .anyMatch(fault -> fault.startsWith("args must be a list of strings"))
                .anyMatch(fault -> fault.startsWith("privileged must be true or false"))
                .anyMatch(fault -> fault.startsWith("shm_size must be a number"));
    }

    @Test
    void maps_may_come_as_lists_of_maps() {
        assertThat(ConfigSchema.faults(Map.of(
                        "image",
                        "redis",
                        "labels",
                        List.of(Map.of("a", "b")),
                        "port_map",
                        Map.of("db", 6379),
                        "mount",
                        List.of(Map.of("type", "tmpfs")))))
                .isEmpty();
    }
}
