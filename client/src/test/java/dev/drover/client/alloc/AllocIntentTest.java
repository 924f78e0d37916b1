package dev.drover.client.alloc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AllocIntentTest {
    private static Allocation allocation(DesiredStatus desired, ClientStatus client, long index) {
        return AllocationBuilder.builder()
                .id("a")
                .desiredStatus(desired)
                .clientStatus(client)
                .allocModifyIndex(index)
                .build();
    }

    private static final Allocation NEW = allocation(DesiredStatus.RUN, ClientStatus.PENDING, 1);
    private static final Allocation CHANGED = allocation(DesiredStatus.RUN, ClientStatus.RUNNING, 2);
    private static final Allocation STOPPED = allocation(DesiredStatus.STOP, ClientStatus.RUNNING, 3);
    private static final Allocation OVER = allocation(DesiredStatus.STOP, ClientStatus.COMPLETE, 4);

    @Test
    void what_is_new_is_run_unless_it_is_over() {
        assertThat(AllocIntent.difference(List.of(NEW), Map.of())).containsExactly(new AllocIntent.Run(NEW));
        assertThat(AllocIntent.difference(List.of(OVER), Map.of())).isEmpty();
    }

    @Test
    void an_allocation_that_came_with_a_stop_is_run_so_that_its_end_is_reported() {
        assertThat(AllocIntent.difference(List.of(STOPPED), Map.of())).containsExactly(new AllocIntent.Run(STOPPED));
    }

    @Test
    void a_change_updates_or_stops() {
        assertThat(AllocIntent.difference(List.of(CHANGED), Map.of("a", NEW)))
                .containsExactly(new AllocIntent.Update(CHANGED));
        assertThat(AllocIntent.difference(List.of(STOPPED), Map.of("a", NEW)))
                .containsExactly(new AllocIntent.Stop(STOPPED));
    }

    @Test
    void the_same_again_changes_nothing() {
        assertThat(AllocIntent.difference(List.of(NEW), Map.of("a", NEW))).isEmpty();
        assertThat(AllocIntent.difference(List.of(OVER), Map.of("a", STOPPED))).isEmpty();
    }

    @Test
    void what_the_servers_forgot_is_removed() {
        assertThat(AllocIntent.difference(List.of(), Map.of("a", NEW))).containsExactly(new AllocIntent.Remove("a"));
    }
}
