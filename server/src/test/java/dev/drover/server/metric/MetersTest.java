package dev.drover.server.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetersTest {
    private long now;
    private final Meters meters = new Meters(() -> now);

    private void took(Duration duration) {
        long start = meters.start();
        now += duration.toNanos();
        meters.time("plan", start);
    }

    private Meters.Reading only() {
        assertThat(meters.readings()).hasSize(1);
        return meters.readings().getFirst();
    }

    @Test
    void a_timer_tells_milliseconds_since_the_start_at_once() {
        took(Duration.ofMillis(2));
        took(Duration.ofMillis(4));
        assertThat(only().kind()).isEqualTo(Meters.Kind.TIMER);
        assertThat(only().total().count()).isEqualTo(2);
        assertThat(only().total().sum()).isEqualTo(6);
        assertThat(only().total().min()).isEqualTo(2);
        assertThat(only().total().max()).isEqualTo(4);
        assertThat(only().total().mean()).isEqualTo(3);
        assertThat(only().total().standardDeviation()).isCloseTo(1.414, within(0.001));
    }

    @Test
    void an_interval_is_told_once_it_is_whole_and_until_the_next_one_is() {
        meters.count("calls");
        assertThat(only().interval().count()).isZero();
        now += Meters.INTERVAL.toNanos();
        assertThat(only().interval().count()).isEqualTo(1);
        meters.count("calls");
        meters.count("calls");
        assertThat(only().interval().count()).isEqualTo(1);
        now += Meters.INTERVAL.toNanos();
        assertThat(only().interval().count()).isEqualTo(2);
        now += Meters.INTERVAL.toNanos();
        assertThat(only().interval().count()).isZero();
        assertThat(only().total().count()).isEqualTo(3);
    }

    @Test
    void labels_tell_figures_of_one_name_apart() {
        meters.count("refused", Map.of("node", "a"));
        meters.count("refused", Map.of("node", "b"));
        meters.count("refused", Map.of("node", "b"));
        assertThat(meters.readings())
                .extracting(reading -> reading.total().count())
                .containsExactly(1L, 2L);
    }
}
