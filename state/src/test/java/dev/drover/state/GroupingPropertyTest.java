package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Behaves as a map of sets, and what was handed out before never changes. */
class GroupingPropertyTest {
    private static final List<String> KEYS = List.of("a", "b", "c", "d");

    private static final class Model {
        private final Map<String, TreeSet<String>> ids = new TreeMap<>();
        private final Map<String, Long> changes = new TreeMap<>();

        Model copy() {
            Model copy = new Model();
            ids.forEach((key, members) -> copy.ids.put(key, new TreeSet<>(members)));
            copy.changes.putAll(changes);
            return copy;
        }
    }

    @Property(tries = 100)
    void it_holds_what_a_map_of_sets_holds_and_older_groupings_stay_as_they_were(@ForAll long seed) {
        Random random = new Random(seed);
        Grouping<String> grouping = Grouping.empty();
        Model model = new Model();
        for (long index = 1; index < 60; index++) {
            Grouping<String> older = grouping;
            Model olderModel = model.copy();
            SortedTable.Edit edit = new SortedTable.Edit();
            for (int step = random.nextInt(30); step > 0; step--) {
                grouping = change(grouping, model, index, edit, random);
            }
            assertSame(grouping, model);
            assertSame(older, olderModel);
        }
    }

    private static Grouping<String> change(
            Grouping<String> grouping, Model model, long index, SortedTable.Edit edit, Random random) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        String id = "id" + random.nextInt(20);
        return switch (random.nextInt(5)) {
            case 0 -> {
                if (model.ids.containsKey(key)) {
                    model.changes.put(key, index);
                }
                yield grouping.touched(key, index, edit);
            }
            case 1, 2 -> {
                TreeSet<String> members = model.ids.get(key);
                if (members != null) {
                    members.remove(id);
                    model.changes.put(key, index);
                    if (members.isEmpty()) {
                        model.ids.remove(key);
                        model.changes.remove(key);
                    }
                }
                yield grouping.without(key, id, index, edit);
            }
            default -> {
                model.ids.computeIfAbsent(key, fresh -> new TreeSet<>()).add(id);
                model.changes.put(key, index);
                yield grouping.with(key, id, index, edit);
            }
        };
    }

    private static void assertSame(Grouping<String> grouping, Model model) {
        assertThat(List.copyOf(grouping.keys())).isEqualTo(List.copyOf(model.ids.keySet()));
        for (String key : KEYS) {
            assertThat(List.copyOf(grouping.of(key)))
                    .isEqualTo(List.copyOf(model.ids.getOrDefault(key, new TreeSet<>())));
            assertThat(grouping.changedAt(key)).isEqualTo(model.changes.get(key));
        }
    }
}
