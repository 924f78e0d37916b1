package dev.drover.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimFlagsTest {
    @Test
    void flags_are_read_in_either_form() {
        SimOptions options = SimFlags.parse(List.of(
                "-count",
                "3",
                "--servers=10.0.0.1:4647,10.0.0.2",
                "-start-delay",
                "100ms",
                "-meta",
                "rack=r1",
                "-meta",
                "disk=ssd",
                "-outcome=failed",
                "-run-for",
                "2s",
                "-cpu",
                "1000",
                "-json"));
        assertThat(options.count()).isEqualTo(3);
        assertThat(options.servers()).containsExactly("10.0.0.1:4647", "10.0.0.2");
        assertThat(options.startDelay()).isEqualTo(Duration.ofMillis(100));
        assertThat(options.meta()).isEqualTo(Map.of("rack", "r1", "disk", "ssd"));
        assertThat(options.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(options.runFor()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.cpuMhz()).isEqualTo(1000);
        assertThat(options.json()).isTrue();
        assertThat(options.heartbeatLog()).isFalse();
        assertThat(options.drivers()).contains("mock_driver", "docker");
    }

    @Test
    void what_is_wrong_is_told() {
        assertThatThrownBy(() -> SimFlags.parse(List.of("-count", "3"))).hasMessageContaining("-servers");
        assertThatThrownBy(() -> SimFlags.parse(List.of("-servers", "a", "-count", "none")))
                .hasMessageContaining("-count none");
        assertThatThrownBy(() -> SimFlags.parse(List.of("-servers", "a", "-outcome", "won")))
                .hasMessageContaining("running, failed, complete");
        assertThatThrownBy(() -> SimFlags.parse(List.of("-servers", "a", "-colour", "red")))
                .hasMessageContaining("-colour");
        assertThatThrownBy(() -> SimFlags.parse(List.of("-servers"))).hasMessageContaining("needs a value");
    }

    @Test
    void wrong_words_end_with_usage() throws Exception {
        var err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        assertThat(SimMain.run(List.of("ships"), stream, stream)).isEqualTo(1);
        assertThat(SimMain.run(List.of("nodes", "-servers"), stream, stream)).isEqualTo(1);
        assertThat(SimMain.run(List.of("nodes", "-help"), stream, stream)).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage: drover sim nodes");
    }
}
