package dev.drover.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NameIndexTest {
    private static Allocation named(int index) {
        return AllocationBuilder.builder()
                .id("a" + index)
                .name("job.g[" + index + "]")
                .build();
    }

    @Test
    void the_lowest_free_names_come_first() {
        NameIndex names = new NameIndex("job", "g", 5);
        names.use(List.of(named(0), named(2)));
        assertThat(names.next(3)).containsExactly("job.g[1]", "job.g[3]", "job.g[4]");
    }

    @Test
    void names_repeat_only_when_all_are_in_use() {
        NameIndex names = new NameIndex("job", "g", 2);
        names.use(List.of(named(0)));
        assertThat(names.next(3)).containsExactly("job.g[1]", "job.g[0]", "job.g[1]");
    }

    @Test
    void canaries_take_the_names_of_what_they_replace_then_free_ones_then_more() {
        NameIndex names = new NameIndex("job", "g", 3);
        names.use(List.of(named(0), named(2)));
        assertThat(names.nextCanaries(4, List.of(), List.of(named(2), named(0))))
                .containsExactly("job.g[0]", "job.g[2]", "job.g[1]", "job.g[3]");
    }

    @Test
    void a_further_canary_does_not_take_the_name_of_another() {
        NameIndex names = new NameIndex("job", "g", 3);
        names.use(List.of(named(0), named(1), named(2)));
        assertThat(names.nextCanaries(1, List.of(named(0)), List.of(named(0), named(1))))
                .containsExactly("job.g[1]");
    }

    @Test
    void the_index_is_read_from_the_end_of_the_name() {
        assertThat(NameIndex.of("job[1].g[12]")).isEqualTo(12);
        assertThat(NameIndex.of("job.g")).isEqualTo(-1);
        assertThat(NameIndex.of("job.g[x]")).isEqualTo(-1);
    }
}
