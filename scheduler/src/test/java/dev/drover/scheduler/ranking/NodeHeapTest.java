package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class NodeHeapTest {
    private static final int PLACES = 40;

    @Property(tries = 200)
    void the_best_is_on_top_whatever_comes_and_goes(@ForAll long seed) {
        Random random = new Random(seed);
        double[] sums = new double[PLACES];
        NodeHeap heap = new NodeHeap(sums, new int[PLACES]);
        TreeSet<Integer> model = new TreeSet<>(
                Comparator.comparingDouble((Integer place) -> -sums[place]).thenComparing(Comparator.naturalOrder()));
        for (int step = 0; step < 200; step++) {
            int place = random.nextInt(PLACES);
            if (model.remove(place)) {
                heap.remove(place);
            } else {
                sums[place] = random.nextInt(5);
                heap.add(place);
                model.add(place);
            }
            assertThat(heap.size()).isEqualTo(model.size());
            if (!model.isEmpty()) {
                assertThat(heap.at(0)).isEqualTo(model.first());
            }
        }
    }

    @Property(tries = 100)
    void nothing_below_a_position_is_better(@ForAll long seed) {
        Random random = new Random(seed);
        double[] sums = new double[PLACES];
        NodeHeap heap = new NodeHeap(sums, new int[PLACES]);
        for (int place = 0; place < PLACES; place++) {
            sums[place] = random.nextInt(5);
            heap.add(place);
        }
        for (int position = 1; position < heap.size(); position++) {
            assertThat(sums[heap.at((position - 1) / 2)]).isGreaterThanOrEqualTo(sums[heap.at(position)]);
        }
    }
}
