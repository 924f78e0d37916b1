package dev.drover.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RejectionsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Rejections rejections = new Rejections(new RejectionLimits(true, 3, Duration.ofMinutes(5)));

    @Test
    void a_node_that_refuses_too_often_is_taken_out_and_counted_anew() {
        assertThat(rejections.add("a", NOW)).isFalse();
        assertThat(rejections.add("b", NOW)).isFalse();
        assertThat(rejections.add("a", NOW.plusSeconds(1))).isFalse();
        assertThat(rejections.add("a", NOW.plusSeconds(2))).isTrue();
        assertThat(rejections.add("a", NOW.plusSeconds(3))).isFalse();
    }

    @Test
    void refusals_outside_of_the_window_do_not_count() {
        rejections.add("a", NOW);
        rejections.add("a", NOW.plusSeconds(1));
        assertThat(rejections.add("a", NOW.plusSeconds(302))).isFalse();
        assertThat(rejections.add("a", NOW.plusSeconds(303))).isFalse();
        assertThat(rejections.add("a", NOW.plusSeconds(304))).isTrue();
    }

    @Test
    void nothing_is_taken_out_unless_it_is_wanted() {
        Rejections off = new Rejections(new RejectionLimits(false, 1, Duration.ofMinutes(5)));
        assertThat(off.add("a", NOW)).isFalse();
    }
}
