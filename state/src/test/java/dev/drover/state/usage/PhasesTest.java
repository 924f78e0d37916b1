package dev.drover.state.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.TaskLifecycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PhasesTest {
    private final Phases phases = new Phases();

    private void add(String hook, boolean sidecar, long amount) {
        phases.add(hook.isEmpty() ? null : new TaskLifecycle(hook, sidecar), amount);
    }

    @Test
    void nothing_peaks_at_nothing() {
        assertThat(phases.peak()).isZero();
    }

    @ParameterizedTest(name = "before {0}, beside {1}, main {2}, started after {3}, at the end {4}")
    @CsvSource({
        "9, 0, 8, 0, 0, 9",
        "1, 0, 8, 0, 0, 8",
        "0, 2, 8, 0, 0, 10",
        "9, 2, 8, 0, 0, 11",
        "9, 2, 0, 0, 0, 11",
        "0, 2, 8, 1, 0, 11",
        "0, 0, 8, 0, 9, 9",
        "0, 3, 0, 0, 2, 3",
        "3, 2, 1, 1, 6, 6",
    })
    void the_fullest_of_three_times_counts_and_a_sidecar_is_in_two_of_them(
            long before, long beside, long main, long after, long end, long peak) {
        add("prestart", false, before);
        add("prestart", true, beside);
        add("", false, main);
        add("poststart", false, after);
        add("poststop", false, end);
        assertThat(phases.peak()).isEqualTo(peak);
    }

    @Test
    void a_sidecar_that_is_started_after_the_main_tasks_is_beside_them_only() {
        add("prestart", false, 9);
        add("poststart", true, 2);
        add("", false, 8);
        assertThat(phases.peak()).isEqualTo(10);
    }
}
