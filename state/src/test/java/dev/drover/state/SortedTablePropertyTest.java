package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Behaves as the map of the platform does, and what was handed out before never changes. */
class SortedTablePropertyTest {
    private static final int STEPS = 3_000;

    @Property(tries = 40)
    void it_holds_what_a_tree_map_holds_and_older_tables_stay_as_they_were(@ForAll long seed) {
        Random random = new Random(seed);
        int keys = 1 + random.nextInt(2_000);
        double removals = random.nextDouble() * 0.7;
        SortedTable<String, Integer> table = SortedTable.empty();
        NavigableMap<String, Integer> expected = new TreeMap<>();
        SortedTable<String, Integer> older = table;
        Map<String, Integer> olderExpected = Map.of();
        SortedTable.Edit edit = new SortedTable.Edit();
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(400) == 0) {
                assertSame(older, olderExpected);
                older = table;
                olderExpected = new TreeMap<>(expected);
                edit = new SortedTable.Edit();
            }
            String key = "k" + random.nextInt(keys);
            if (random.nextDouble() < removals) {
                table = table.without(key, edit);
                expected.remove(key);
            } else {
                table = table.with(key, step, edit);
                expected.put(key, step);
            }
            assertThat(table.get(key)).isEqualTo(expected.get(key));
        }
        assertSame(table, expected);
        assertSame(older, olderExpected);
        String first = "k" + random.nextInt(keys);
        String end = "k" + random.nextInt(keys);
        List<Integer> range = first.compareTo(end) >= 0
                ? List.of()
                : List.copyOf(expected.subMap(first, true, end, false).values());
        assertThat(List.copyOf(table.range(first, end))).isEqualTo(range);
    }

    private static void assertSame(SortedTable<String, Integer> table, Map<String, Integer> expected) {
        assertThat(table.size()).isEqualTo(expected.size());
        assertThat(List.copyOf(table.keys())).isEqualTo(List.copyOf(expected.keySet()));
        assertThat(List.copyOf(table.values())).isEqualTo(List.copyOf(expected.values()));
    }

    @Property(tries = 10)
    void a_table_that_loses_everything_is_empty(@ForAll long seed) {
        Random random = new Random(seed);
        TreeMap<Integer, Integer> entries = new TreeMap<>();
        for (int count = 0; count < 5_000; count++) {
            entries.put(random.nextInt(), count);
        }
        SortedTable<Integer, Integer> table = SortedTable.of(entries);
        assertThat(table.size()).isEqualTo(entries.size());
        for (Integer key : List.copyOf(table.keys())) {
            table = table.without(key);
            assertThat(table.get(key)).isNull();
        }
        assertThat(table.values()).isEmpty();
        assertThat(table.size()).isZero();
    }
}
