package dev.drover.jobspec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages for typical mistakes, letter by letter. With {@code -Ddrover.record=true} the present ones are written down. */
final class BrokenExamplesTest {
    static List<String> names() {
        return Examples.files("broken").stream()
                .map(file -> file.getFileName().toString().replace(".nomad.hcl", ""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_broken_file_gets_the_error_that_helps(String name) throws IOException {
        JobFile parsed = Examples.parse("broken/" + name + ".nomad.hcl");
        if (Boolean.getBoolean("drover.record")) {
            Files.writeString(Path.of("src/test/resources/dev/drover/jobspec/broken", name + ".txt"), parsed.explain());
        }
        assertThat(parsed.job()).isEmpty();
        assertThat(parsed.explain()).isEqualTo(expected(name));
    }

    @Test
    void there_are_ten_of_them() {
        assertThat(names()).hasSize(10);
    }

    private static String expected(String name) {
        try (InputStream in = BrokenExamplesTest.class.getResourceAsStream("broken/" + name + ".txt")) {
            assertThat(in).as("the recorded message").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
