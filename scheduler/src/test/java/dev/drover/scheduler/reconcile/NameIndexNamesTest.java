package dev.drover.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names against a way of finding them that tries one index after the other. */
final class NameIndexNamesTest {
    private static Allocation named(int index) {
        return AllocationBuilder.builder()
                .id("a" + index)
                .name("job.g[" + index + "]")
                .build();
    }

    private static List<Integer> indexes(List<String> names) {
        return names.stream().map(NameIndex::of).toList();
    }

    private static NameIndex using(int count, Set<Integer> used) {
        NameIndex names = new NameIndex("job", "g", count);
        names.use(used.stream().map(NameIndexNamesTest::named).toList());
        return names;
    }

    private static Set<Integer> some(Random random, int bound) {
        Set<Integer> some = new TreeSet<>();
        for (int i = random.nextInt(bound + 1); i > 0; i--) {
            some.add(random.nextInt(bound + 3));
        }
        return some;
    }

    @ParameterizedTest
    @CsvSource({
        "job.g[0], 0",
        "job.g[00012], 12",
        "job.g[2147483647], 2147483647",
        "job.g[2147483648], -1",
        "job.g[], -1",
        "job.g[3, -1",
        "job.g3], -1",
        "job.g[3] , 3",
        "job.g[3]x, -1",
        "job.g[ 3], -1",
        "[7], 7",
        "job[3].g[x], -1",
        "job.g[1][2], 2",
        "'', -1",
        "job.g[1.5], -1",
    })
    void an_index_is_the_number_in_the_last_brackets_at_the_end(String name, int index) {
        assertThat(NameIndex.of(name)).isEqualTo(index);
    }

    @Test
    void a_name_and_its_index_belong_together() {
        for (int index : new int[] {0, 1, 9, 10, 99_999}) {
            assertThat(NameIndex.of(NameIndex.name("a.b", "c[4]", index))).isEqualTo(index);
        }
    }

    @Test
    void asked_for_nothing_it_gives_nothing() {
        assertThat(using(3, Set.of()).next(0)).isEmpty();
        assertThat(using(3, Set.of(0, 1, 2)).next(-1)).isEmpty();
        assertThat(using(3, Set.of()).nextCanaries(0, List.of(), List.of(named(0))))
                .isEmpty();
    }

    @Test
    void names_that_were_handed_out_are_in_use() {
        NameIndex names = using(5, Set.of(1));
        assertThat(indexes(names.next(2))).containsExactly(0, 2);
        assertThat(indexes(names.next(2))).containsExactly(3, 4);
    }

    @Test
    void a_count_of_zero_counts_from_zero() {
        assertThat(indexes(using(0, Set.of()).next(3))).containsExactly(0, 1, 2);
    }

    @Test
    void what_has_no_index_uses_none() {
        NameIndex names = new NameIndex("job", "g", 2);
        names.use(List.of(AllocationBuilder.builder().name("by hand").build()));
        assertThat(indexes(names.next(2))).containsExactly(0, 1);
    }

    @Test
    void any_free_names_are_the_lowest_in_order() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            int count = random.nextInt(10);
            Set<Integer> used = some(random, 8);
            List<Integer> free = IntStream.range(0, count)
                    .filter(index -> !used.contains(index))
                    .boxed()
                    .toList();
            int amount = random.nextInt(free.size() + 1);
            assertThat(indexes(using(count, used).next(amount)))
                    .as("%d of %d without %s", amount, count, used)
                    .isEqualTo(free.subList(0, amount));
        }
    }

    @Test
    void beyond_the_free_names_all_of_the_count_are_given_in_turn() {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            int count = 1 + random.nextInt(5);
            int more = random.nextInt(12);
            Set<Integer> all = new HashSet<>(IntStream.range(0, count).boxed().toList());
            List<Integer> given = indexes(using(count, all).next(more));
            for (int i = 0; i < more; i++) {
                assertThat(given.get(i)).isEqualTo(i % count);
            }
        }
    }

    /** Tries index after index: first those that make way, then those that nobody uses. */
    private static List<Integer> naive(
            int amount, int count, Set<Integer> used, Set<Integer> canaries, Set<Integer> old) {
        List<Integer> names = new ArrayList<>();
        for (int index : old) {
            if (names.size() < amount && index < count && !canaries.contains(index)) {
                names.add(index);
            }
        }
        for (int index = 0; names.size() < amount; index++) {
            if (!used.contains(index) && !canaries.contains(index) && !names.contains(index)) {
                names.add(index);
            }
        }
        return names;
    }

    @Test
    void any_canaries_are_named_as_by_the_naive_way() {
        Random random = new Random(3);
        for (int round = 0; round < 1_000; round++) {
            int count = 1 + random.nextInt(8);
            Set<Integer> used = some(random, 8);
            Set<Integer> canaries = some(random, 3);
            Set<Integer> old = new TreeSet<>(used);
            old.removeIf(index -> random.nextInt(3) == 0);
            int amount = random.nextInt(6);
            List<Allocation> replaced =
                    new ArrayList<>(old.stream().map(NameIndexNamesTest::named).toList());
            Collections.shuffle(replaced, random);
            List<String> names = using(count, used)
                    .nextCanaries(
                            amount,
                            canaries.stream().map(NameIndexNamesTest::named).toList(),
                            replaced);
            assertThat(indexes(names))
                    .as("%d of %d, used %s, canaries %s, old %s", amount, count, used, canaries, old)
                    .isEqualTo(naive(amount, count, used, canaries, old));
        }
    }

    @Test
    void names_are_ordered_by_number_and_not_by_letters() {
        List<Allocation> some = new ArrayList<>(List.of(named(10), named(9), named(100), named(1)));
        some.sort(NameIndex.BY_INDEX);
        assertThat(some)
                .extracting(Allocation::name)
                .containsExactly("job.g[1]", "job.g[9]", "job.g[10]", "job.g[100]");
    }

    @Test
    void equal_names_are_ordered_by_id() {
        Allocation first = Scene.with(named(1), a -> a.id("x"));
        Allocation second = Scene.with(named(1), a -> a.id("y"));
        Allocation none = Scene.with(named(1), a -> a.id("z").name("by hand"));
        List<Allocation> some = new ArrayList<>(List.of(second, first, none));
        some.sort(NameIndex.BY_INDEX);
        assertThat(some).containsExactly(none, first, second);
    }
}
