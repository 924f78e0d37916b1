package dev.drover.state.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.state.TableContents;
import dev.drover.state.command.Command;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldNumbersTest {
    static Set<Class<?>> types() {
        List<Class<?>> roots = new ArrayList<>(CommandCodec.concrete(Command.class));
        TableContents.all().forEach(table -> roots.add(table.row()));
        return ReachableTypes.from(roots);
    }

    @Test
    void every_component_and_constant_has_a_number() {
        List<String> missing = new ArrayList<>();
        for (Class<?> type : types()) {
            String expected = FieldNumbers.expected(type);
            Set<String> lacking = new LinkedHashSet<>(
                    Arrays.asList(expected.split(" ", -1)).subList(1, expected.split(" ", -1).length));
            try {
                FieldNumbers.known().of(type).forEach(lacking::remove);
                if (!lacking.isEmpty()) {
                    missing.add("at the end of the line " + FieldNumbers.name(type) + ": " + String.join(" ", lacking));
                }
            } catch (IllegalArgumentException none) {
                missing.add(expected);
            }
        }
        assertThat(String.join("\n", missing)).as("to be added to fields.txt").isEmpty();
    }

    @Test
    void no_two_types_share_a_line() {
        Set<String> names = new HashSet<>();
        assertThat(types())
                .allSatisfy(type -> assertThat(names.add(FieldNumbers.name(type)))
                        .as(type.toString())
                        .isTrue());
    }
}
