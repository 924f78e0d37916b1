package dev.drover.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputSettingsTest {
    @Test
    void without_settings_the_known_defaults_hold() {
        InputSettings inputs = InputSettings.of(new Settings());

        assertThat(inputs.httpTime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(inputs.downloadBytes()).isEqualTo(100_000_000_000L);
        assertThat(inputs.unpackedFiles()).isEqualTo(4_096);
        assertThat(inputs.inspects()).isTrue();
        assertThat(inputs.deniedFunctions()).containsExactly("plugin", "executeTemplate", "writeToFile");
        assertThat(inputs.templatesConfined()).isTrue();
        assertThat(inputs.settleMin()).isEqualTo(Duration.ofSeconds(5));
        assertThat(inputs.settleUpperBound()).isEmpty();
    }

    @Test
    void what_is_said_counts() {
        Settings settings = new Settings();
        settings.put("client.artifact.http_max_size", "0B", "a.hcl:1:1");
        settings.put("client.artifact.decompression_file_count_limit", BigDecimal.TEN, "a.hcl:2:1");
        settings.put("client.artifact.set_environment_variables", "A, B", "a.hcl:3:1");
        settings.put("client.template.function_denylist", List.of(), "a.hcl:4:1");
        settings.put("client.template.wait_bounds.max", "1m", "a.hcl:5:1");

        InputSettings inputs = InputSettings.of(settings);

        assertThat(inputs.downloadBytes()).isZero();
        assertThat(inputs.unpackedFiles()).isEqualTo(10);
        assertThat(inputs.environment()).containsExactly("A", "B");
        assertThat(inputs.deniedFunctions()).isEmpty();
        assertThat(inputs.settleUpperBound()).contains(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"0B, 0", "12, 12", "1.5kb, 1500", "1KiB, 1024", "2 GiB, 2147483648", "100GB, 100000000000"})
    void sizes_are_read_as_people_write_them(String text, long bytes) {
        assertThat(ByteSizes.parse(text)).isEqualTo(bytes);
    }

    @Test
    void a_size_that_is_none_is_told_with_its_place() {
        Settings settings = new Settings();
        settings.put("client.artifact.http_max_size", "much", "a.hcl:1:1");

        assertThatThrownBy(() -> InputSettings.of(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a.hcl:1:1")
                .hasMessageContaining("must be a size such as \"100GB\", found \"much\"");
    }
}
