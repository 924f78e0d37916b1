package dev.drover.scheduler.preemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.state.usage.AllocationUse;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class DistanceTest {
    private static AllocationUse use(long cpu, long memory, long disk) {
        return new AllocationUse(cpu, memory, memory, disk, List.of(), List.of(), List.of());
    }

    private static Candidate candidate(AllocationUse use, int maxParallel) {
        Allocation allocation = AllocationBuilder.builder()
                .id("a")
                .namespace("default")
                .jobId("low")
                .taskGroup("g")
                .build();
        return new Candidate(allocation, use, 20, maxParallel);
    }

    @Test
    void what_frees_exactly_what_is_asked_is_no_distance_away() {
        assertThat(Distance.to(use(500, 256, 300)).of(use(500, 256, 300))).isZero();
    }

    @Test
    void the_distance_is_the_length_of_the_relative_differences() {
        double expected = Math.sqrt(0.5 * 0.5 + 0.25 * 0.25 + 1.0);
        assertThat(Distance.to(use(1000, 400, 300)).of(use(500, 300, 0))).isCloseTo(expected, within(1e-12));
    }

    @Test
    void too_much_is_as_far_as_too_little() {
        Distance distance = Distance.to(use(1000, 400, 300));
        assertThat(distance.of(use(1500, 400, 300))).isEqualTo(distance.of(use(500, 400, 300)));
    }

    @Test
    void what_is_not_asked_for_does_not_count() {
        assertThat(Distance.to(use(1000, 0, 0)).of(use(1000, 9999, 9999))).isZero();
    }

    @Test
    void what_was_found_already_is_no_longer_asked() {
        Distance left = Distance.to(use(1000, 400, 300)).after(List.of(candidate(use(400, 100, 100), 0)));
        assertThat(left).isEqualTo(new Distance(600, 300, 200));
    }

    @Test
    void a_group_that_has_lost_what_it_can_bear_is_farther_by_fifty_for_each_more() {
        Distance distance = Distance.to(use(1000, 400, 300));
        Candidate candidate = candidate(use(1000, 400, 300), 2);
        Evictions evictions = new Evictions();
        assertThat(distance.of(candidate, evictions)).isZero();
        evictions.add(List.of(candidate.allocation()));
        assertThat(distance.of(candidate, evictions)).isZero();
        evictions.add(List.of(candidate.allocation()));
        assertThat(distance.of(candidate, evictions)).isEqualTo(50);
        evictions.add(List.of(candidate.allocation()));
        assertThat(distance.of(candidate, evictions)).isEqualTo(100);
    }

    @Test
    void a_group_that_does_not_say_what_it_can_bear_is_never_farther() {
        Evictions evictions = new Evictions();
        Candidate candidate = candidate(use(1000, 400, 300), 0);
        evictions.add(List.of(candidate.allocation(), candidate.allocation()));
        assertThat(Distance.to(use(1000, 400, 300)).of(candidate, evictions)).isZero();
    }

    @Test
    void losses_of_one_group_do_not_count_for_another() {
        Evictions evictions = new Evictions();
        Candidate candidate = candidate(use(1000, 400, 300), 1);
        evictions.add(List.of(
                AllocationBuilder.builder(candidate.allocation()).taskGroup("h").build()));
        assertThat(evictions.of(candidate.allocation())).isZero();
    }

    @Test
    void the_net_priority_is_the_highest_and_a_little_of_all() {
        Candidate first = new Candidate(candidate(use(1, 1, 1), 0).allocation(), use(1, 1, 1), 20, 0);
        Candidate second = new Candidate(candidate(use(1, 1, 1), 0).allocation(), use(1, 1, 1), 50, 0);
        assertThat(NetPriority.of(List.of(first, second))).isEqualTo(50 + 70.0 / 50);
        assertThat(NetPriority.of(List.of())).isZero();
    }

    @Property
    void losing_more_never_scores_better(
            @ForAll @IntRange(min = 1, max = 100) int priority, @ForAll @IntRange(min = 1, max = 20) int count) {
        Candidate one = new Candidate(candidate(use(1, 1, 1), 0).allocation(), use(1, 1, 1), priority, 0);
        List<Candidate> some = Collections.nCopies(count, one);
        List<Candidate> more = Collections.nCopies(count + 1, one);
        assertThat(NetPriority.score(more)).isLessThan(NetPriority.score(some)).isBetween(0.0, 1.0);
    }
}
