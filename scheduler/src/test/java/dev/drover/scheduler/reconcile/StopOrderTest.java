package dev.drover.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StopOrderTest {
    private static Allocation named(int index, ClientStatus status) {
        return AllocationBuilder.builder()
                .id("a" + index)
                .name("web.g[" + index + "]")
                .clientStatus(status)
                .build();
    }

    private static Allocation running(int index) {
        return named(index, ClientStatus.RUNNING);
    }

    private static List<String> ids(List<Allocation> allocations) {
        return allocations.stream().map(Allocation::id).toList();
    }

    @Test
    void the_highest_names_go_first() {
        assertThat(ids(StopOrder.of(List.of(running(0), running(10), running(9)), List.of(), Set.of())))
                .containsExactly("a10", "a9", "a0");
    }

    @Test
    void what_failed_goes_before_what_runs() {
        List<Allocation> holding = List.of(named(0, ClientStatus.FAILED), running(1), running(2));
        assertThat(ids(StopOrder.of(holding, List.of(), Set.of()))).containsExactly("a0", "a2", "a1");
    }

    @Test
    void what_must_move_goes_before_what_may_stay_highest_name_first() {
        assertThat(ids(StopOrder.of(List.of(running(5)), List.of(running(1), running(3)), Set.of())))
                .containsExactly("a3", "a1", "a5");
    }

    @Test
    void finished_work_is_never_stopped() {
        assertThat(ids(StopOrder.of(List.of(named(1, ClientStatus.COMPLETE), running(0)), List.of(), Set.of("a1"))))
                .containsExactly("a0");
    }

    @Test
    void nobody_is_named_twice() {
        List<Allocation> holding = List.of(named(0, ClientStatus.FAILED), running(1));
        assertThat(StopOrder.of(holding, holding, Set.of())).doesNotHaveDuplicates();
    }
}
