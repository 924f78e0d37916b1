package dev.drover.drivers.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigSchemaTest {
    @Test
    void a_config_needs_an_image() {
        assertThat(ConfigSchema.faults(Map.of())).containsExactly("config.image is required");
    }

    @Test
    void a_misspelt_parameter_names_the_one_that_was_meant() {
        assertThat(ConfigSchema.faults(Map.of("image", "redis", "comand", "sh")))
                .singleElement()
                .asString()
                .contains("comand", "did you mean \"command\"?");
    }

    @Test
    void a_misspelt_parameter_inside_a_block_is_found_too() {
        Map<String, Object> mount = Map.of("type", "tmpfs", "tmpfs_options", List.of(Map.of("sise", 1)));

        assertThat(ConfigSchema.faults(Map.of("image", "redis", "mount", List.of(mount))))
                .singleElement()
                .asString()
                .contains("mount.tmpfs_options.sise", "did you mean \"size\"?");
    }

    @Test
    void values_of_the_wrong_kind_are_all_reported() {
        assertThat(ConfigSchema.faults(
                        Map.of("image", "redis", "args", "one", "privileged", "perhaps", "shm_size", "big")))
                .hasSize(3)
                .anyMatch(fault -> fault.contains("config.args must be a list of texts"))
                .anyMatch(fault -> fault.contains("config.privileged must be true or false"))
                .anyMatch(fault -> fault.contains("config.shm_size must be a number"));
    }

    @Test
    void maps_may_come_as_lists_of_maps() {
        assertThat(ConfigSchema.faults(
                        Map.of("image", "redis", "labels", List.of(Map.of("a", "b")), "port_map", Map.of("db", 6379))))
                .isEmpty();
    }
}
