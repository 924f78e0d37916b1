package dev.drover.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigReaderTest {
    @Test
    void reads_texts_numbers_flags_lists_and_maps() {
        ConfigReader reader = ConfigReader.of(Map.of(
                "image",
                "redis:7",
                "pids",
                3.0,
                "tty",
                "true",
                "args",
                List.of("-v", 2.0),
                "labels",
                List.of(Map.of("a", "b"))));

        assertThat(reader.requiredText("image")).isEqualTo("redis:7");
        assertThat(reader.number("pids")).hasValue(3);
        assertThat(reader.flag("tty", false)).isTrue();
        assertThat(reader.texts("args")).containsExactly("-v", "2");
        assertThat(reader.textMap("labels")).containsExactly(Map.entry("a", "b"));
        assertThat(reader.finish()).isEmpty();
    }

    @Test
    void a_misspelt_key_gets_the_likely_meaning() {
        ConfigReader reader = ConfigReader.of(Map.of("comand", "/bin/true"));
        String unused = reader.text("command", "");
        assertThat(unused).isEmpty();
        assertThat(reader.finish())
                .containsExactly("config.comand is not an option of this driver; did you mean \"command\"?");
    }

    @Test
    void all_faults_are_reported_with_their_keys() {
        ConfigReader reader = ConfigReader.of(Map.of("args", "x", "mount", List.of(Map.of("type", List.of(), "x", 1))));
        assertThat(reader.requiredText("image")).isEmpty();
        assertThat(reader.texts("args")).isEmpty();
        assertThat(reader.blocks("mount").getFirst().text("type", "volume")).isEqualTo("volume");
        assertThat(reader.finish())
                .containsExactly(
                        "config.image is required",
                        "config.args must be a list of texts, but is \"x\"",
                        "config.mount.type must be a text, but is a list",
                        "config.mount.x is not an option of this driver; known here: type");
    }

    @Test
    void a_block_given_twice_is_a_fault() {
        ConfigReader reader = ConfigReader.of(Map.of("auth", List.of(Map.of(), Map.of())));
        assertThat(reader.block("auth")).isPresent();
        assertThat(reader.finish()).containsExactly("config.auth may be given once only");
    }

    @Test
    void signals_are_known_by_any_spelling() throws DriverException {
        assertThat(Signals.require("SIGTERM")).isEqualTo(15);
        assertThat(Signals.require("usr1")).isEqualTo(10);
        assertThat(Signals.number("SIGWHAT")).isEmpty();
    }
}
