package dev.drover.sim.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadOptionsTest {
    @Test
    void addresses_are_read_with_and_without_scheme_and_port() {
        assertThat(Address.of("http://10.0.0.1:1234")).isEqualTo(new Address("10.0.0.1", 1234));
        assertThat(Address.of("localhost")).isEqualTo(new Address("localhost", 4646));
        assertThatThrownBy(() -> Address.of("https://there"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://there");
    }

    @Test
    void readers_are_taken_in_turn() {
        LoadOptions options = LoadOptions.parse(List.of("-read", "a:1,b:2", "-seconds", "3"));

        assertThat(options.reader(2)).isEqualTo(new Address("a", 1));
        assertThat(options.reader(3)).isEqualTo(new Address("b", 2));
        assertThat(options.time()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.watchers()).isEqualTo(5_000);
    }

    @Test
    void quantiles_are_those_of_all_samples() {
        Samples samples = new Samples();
        for (int i = 5_000; i > 0; i--) {
            samples.add(i * 1_000_000L);
        }

        assertThat(samples.count()).isEqualTo(5_000);
        assertThat(samples.quantile(0.5)).isEqualTo(2_501);
        assertThat(samples.quantile(0.99)).isEqualTo(4_951);
        assertThat(new Samples().quantile(0.5)).isZero();
    }
}
