package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class CountsTest {
    @Property(tries = 100)
    void counts_by_number_are_those_of_a_map(@ForAll long seed) {
        Random random = new Random(seed);
        IntCounts counts = new IntCounts();
        Map<Integer, Integer> model = new HashMap<>();
        for (int step = 0; step < 300; step++) {
            int number = random.nextInt(10_000) >> random.nextInt(12);
            int amount = random.nextInt(3) - 1;
            counts.add(number, amount);
            model.merge(number, amount, Integer::sum);
        }
        model.forEach((number, count) -> assertThat(counts.get(number)).isEqualTo(count));
        assertThat(counts.get(123_456)).isZero();
        model.values().removeIf(count -> count == 0);
        Map<Integer, Integer> visited = new HashMap<>();
        counts.forEach(visited::put);
        assertThat(visited).isEqualTo(model);
    }

    @Property(tries = 100)
    void the_least_and_the_most_are_those_of_the_values_in_use(@ForAll long seed) {
        Random random = new Random(seed);
        ValueCounts counts = new ValueCounts(Column.of(5, node -> Optional.of("v" + node)));
        int[] model = new int[5];
        for (int step = 0; step < 100; step++) {
            int code = random.nextInt(5);
            int amount = model[code] > 0 && random.nextBoolean() ? -1 : 1;
            counts.add(code, amount);
            model[code] += amount;
            List<Integer> used = Arrays.stream(model)
                    .filter(count -> count > 0)
                    .sorted()
                    .boxed()
                    .toList();
            assertThat(counts.isEmpty()).isEqualTo(used.isEmpty());
            assertThat(counts.least()).isEqualTo(used.isEmpty() ? 0 : used.getFirst());
            assertThat(counts.most()).isEqualTo(used.isEmpty() ? 0 : used.getLast());
        }
    }

    @Test
    void combinations_tell_nodes_apart_by_all_columns_together() {
        Column rack = Column.of(4, node -> Optional.of("r" + node % 2));
        Column zone = Column.of(4, node -> node == 3 ? Optional.empty() : Optional.of("z"));
        Combinations both = Combinations.of(4, List.of(rack, zone));
        assertThat(both.size()).isEqualTo(3);
        assertThat(both.of(0)).isEqualTo(both.of(2));
        assertThat(both.of(1)).isNotEqualTo(both.of(3));
        assertThat(both.code(both.of(3), 0)).isEqualTo(rack.code(1));
        assertThat(both.code(both.of(3), 1)).isEqualTo(Column.NONE);
    }

    @Test
    void without_columns_all_nodes_are_alike() {
        Combinations none = Combinations.of(3, List.of());
        assertThat(none.size()).isEqualTo(1);
        assertThat(none.of(2)).isZero();
    }

    @Test
    void the_few_best_stay_in_order_and_the_lower_place_wins_a_tie() {
        BestFew few = new BestFew(3);
        few.offer(0.5, 7);
        few.offer(0.9, 3);
        few.offer(0.5, 2);
        few.offer(0.1, 1);
        few.offer(0.7, 9);
        assertThat(List.of(few.place(0), few.place(1), few.place(2))).containsExactly(3, 9, 2);
        assertThat(few.admits(0.5, 1)).isTrue();
        assertThat(few.admits(0.5, 4)).isFalse();
    }
}
