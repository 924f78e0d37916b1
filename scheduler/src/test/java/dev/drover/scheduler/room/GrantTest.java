package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.feasibility.Veto;
import dev.drover.state.usage.AllocationUse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GrantTest {
    private static Grant.Given given(int mhz, int memoryMb) {
        return RoomKit.given(JobFiles.group(1, JobFiles.asking(mhz, memoryMb)), RoomKit.room(Machines.machine("n1")));
    }

    private static Allocation victim(String id, int mhz, int memoryMb) {
        return RoomKit.holding(id, given(mhz, memoryMb).resources());
    }

    @Test
    void a_grant_at_nobodys_expense_grows_by_what_it_takes() {
        Grant.Given given = given(500, 100);
        assertThat(given.growth()).isEqualTo(given.use());
        assertThat(given.victims()).isEmpty();
        assertThat(given.scores()).isEmpty();
    }

    @Test
    void a_grant_at_the_expense_of_others_grows_by_the_difference() {
        AllocationUse growth = given(500, 100)
                .evicting(List.of(victim("a", 300, 150), victim("b", 100, 50)), "preemption", 0.5)
                .growth();
        assertThat(growth.cpuMhz()).isEqualTo(100);
        assertThat(growth.memoryMb()).isEqualTo(-100);
        assertThat(growth.diskMb()).isEqualTo(300 - 600);
    }

    @Test
    void who_is_evicted_and_how_that_scores_is_told() {
        Grant.Given evicting = given(500, 100).evicting(List.of(victim("a", 1, 1)), "preemption", 0.25);
        assertThat(evicting.victims()).extracting(Allocation::id).containsExactly("a");
        assertThat(evicting.scores()).isEqualTo(Map.of("preemption", 0.25));
        assertThat(evicting.use()).isEqualTo(given(500, 100).use());
    }

    @Test
    void other_scores_are_kept_beside_it() {
        Grant.Given plain = given(500, 100);
        Grant.Given scored =
                new Grant.Given(plain.resources(), plain.use(), Map.of("devices", 1.0), List.of("disk"), List.of());
        Grant.Given evicting = scored.evicting(List.of(victim("a", 1, 1)), "preemption", 0.25);
        assertThat(evicting.scores()).isEqualTo(Map.of("devices", 1.0, "preemption", 0.25));
        assertThat(evicting.volumes()).containsExactly("disk");
    }

    @Test
    void a_refusal_tells_the_reason_of_its_shortfall() {
        assertThat(new Grant.Refused(new Shortfall.Cores(3, 1)).veto()).isEqualTo(Veto.exhausted("cores"));
    }
}
