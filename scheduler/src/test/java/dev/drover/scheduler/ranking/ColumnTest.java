package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnTest {
    private static Column column(String... values) {
        return Column.of(
                values.length, node -> values[node].equals("-") ? Optional.empty() : Optional.of(values[node]));
    }

    @Test
    void values_are_numbered_as_they_come() {
        Column column = column("b", "a", "b", "c", "a");
        assertThat(List.of(column.code(0), column.code(1), column.code(2), column.code(3), column.code(4)))
                .containsExactly(0, 1, 0, 2, 1);
        assertThat(column.values()).isEqualTo(3);
        assertThat(List.of(column.value(0), column.value(1), column.value(2))).containsExactly("b", "a", "c");
    }

    @Test
    void a_node_without_the_attribute_has_no_code_and_the_empty_text_has_one() {
        Column column = column("-", "", "-", "x");
        assertThat(column.code(0)).isEqualTo(Column.NONE);
        assertThat(column.code(2)).isEqualTo(Column.NONE);
        assertThat(column.value(column.code(1))).isEmpty();
        assertThat(column.values()).isEqualTo(2);
    }

    @Test
    void a_column_of_no_nodes_or_of_no_values_is_empty() {
        assertThat(column().values()).isZero();
        assertThat(column("-", "-").values()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nodes_are_of_one_combination_exactly_when_all_their_values_are_the_same(long seed) {
        Random random = new Random(seed);
        int nodes = 1 + random.nextInt(40);
        List<Column> columns = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int values = 1 + random.nextInt(5);
            columns.add(Column.of(nodes, node -> {
                int value = random.nextInt(values + 1);
                return value == values ? Optional.empty() : Optional.of("v" + value);
            }));
        }
        Combinations combinations = Combinations.of(nodes, columns);
        Map<List<Integer>, Integer> known = new HashMap<>();
        for (int node = 0; node < nodes; node++) {
            int place = node;
            List<Integer> codes =
                    columns.stream().map(column -> column.code(place)).toList();
            int combination = combinations.of(node);
            assertThat(known.computeIfAbsent(codes, unseen -> combination)).isEqualTo(combination);
            for (int column = 0; column < columns.size(); column++) {
                assertThat(combinations.code(combination, column)).isEqualTo(codes.get(column));
            }
        }
        assertThat(combinations.size()).isEqualTo(known.size());
    }
}
