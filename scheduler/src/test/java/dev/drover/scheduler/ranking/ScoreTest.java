package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScoreTest {
    private final Score score = new Score();

    private void fill(double fit, double antiAffinity, double penalty, double affinity, double spread) {
        score.fit(fit);
        score.antiAffinity(antiAffinity);
        score.penalty(penalty);
        score.affinity(affinity);
        score.spread(spread);
    }

    @ParameterizedTest(name = "fit {0}, anti-affinity {1}, penalty {2}, affinity {3}, spread {4}")
    @CsvSource({
        "0.9,    0,  0,    0,    0, 1,  0.9",
        "0.9, -0.5,  0,    0,    0, 2,  0.2",
        "0.9,    0, -1,    0,    0, 2, -0.05",
        "0.9,    0,  0,  0.5,    0, 2,  0.7",
        "0.9,    0,  0,    0,  0.3, 2,  0.6",
        "0.9,    0,  0, -0.5, -0.4, 3,  0.0",
        "  0,    0,  0,    0,    0, 1,  0.0",
        "  0,    0,  0,    1,    0, 2,  0.5",
        "0.6,   -1, -1,   -1,   -1, 5, -0.68",
        "1.0, -0.5, -1,    1,  0.5, 5,  0.2",
    })
    void the_score_is_the_mean_of_the_fit_and_of_all_other_entries_that_are_not_zero(
            double fit,
            double antiAffinity,
            double penalty,
            double affinity,
            double spread,
            int entries,
            double expected) {
        fill(fit, antiAffinity, penalty, affinity, spread);
        assertThat(score.entries()).isEqualTo(entries);
        assertThat(score.mean()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void entries_that_come_with_a_grant_count_even_when_they_are_zero() {
        fill(0.8, 0, 0, 0, 0);
        score.further(Map.of("devices", 0.0));
        assertThat(score.entries()).isEqualTo(2);
        assertThat(score.mean()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void all_seven_entries_can_be_present_at_once() {
        fill(0.5, -0.5, -1, 0.25, 0.25);
        score.further(Map.of("devices", 0.5, "preemption", 1.0));
        assertThat(score.entries()).isEqualTo(7);
        assertThat(score.sum()).isCloseTo(1.0, within(1e-12));
        assertThat(score.mean()).isCloseTo(1.0 / 7, within(1e-12));
    }

    @Test
    void users_see_the_four_usual_entries_in_their_order_even_when_they_are_zero() {
        fill(0.8, 0, 0, 0, 0);
        assertThat(score.parts().keySet())
                .containsExactly("binpack", "job-anti-affinity", "node-reschedule-penalty", "node-affinity");
        assertThat(score.parts().values()).containsExactly(0.8, 0.0, 0.0, 0.0);
    }

    @Test
    void the_spread_is_shown_last_and_only_when_it_counts() {
        fill(0.8, -0.5, -1, 0.25, -0.75);
        assertThat(score.parts().keySet())
                .containsExactly(
                        "binpack",
                        "job-anti-affinity",
                        "node-reschedule-penalty",
                        "node-affinity",
                        "allocation-spread");
        assertThat(score.parts().values()).containsExactly(0.8, -0.5, -1.0, 0.25, -0.75);
    }

    @Test
    void what_comes_with_a_grant_is_shown_between_the_usual_entries_and_the_spread() {
        fill(0.8, 0, 0, 0, 0.5);
        score.further(Map.of("preemption", 0.9));
        assertThat(score.parts().keySet())
                .containsExactly(
                        "binpack",
                        "job-anti-affinity",
                        "node-reschedule-penalty",
                        "node-affinity",
                        "preemption",
                        "allocation-spread");
        score.spread(0);
        assertThat(score.parts()).doesNotContainKey("allocation-spread").containsEntry("preemption", 0.9);
    }

    @Test
    void a_sheet_that_is_filled_again_keeps_nothing_of_before() {
        fill(0.8, -0.5, -1, 0.25, 0.5);
        score.further(Map.of("devices", 0.5));
        Map<String, Double> before = score.parts();
        fill(0.1, 0, 0, 0, 0);
        score.further(Map.of());
        assertThat(score.entries()).isEqualTo(1);
        assertThat(score.sum()).isEqualTo(0.1);
        assertThat(before).containsEntry("binpack", 0.8).containsEntry("devices", 0.5);
    }

    @Test
    void a_negative_zero_is_shown_as_zero() {
        fill(0.5, -0.0, -0.0, -0.0, 0);
        assertThat(score.entries()).isEqualTo(1);
        assertThat(score.parts()).containsEntry("job-anti-affinity", 0.0).containsEntry("node-affinity", 0.0);
    }
}
