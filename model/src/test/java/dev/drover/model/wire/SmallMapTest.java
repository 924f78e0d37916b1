package dev.drover.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmallMapTest {
    private static Map<String, Integer> source(int size) {
        Map<String, Integer> source = new LinkedHashMap<>();
        for (int number = size; number > 0; number--) {
            source.put("k" + number, number);
        }
        return source;
    }

    @Test
    void it_equals_the_map_that_it_came_from_and_keeps_its_order() {
        for (int size = 1; size <= SmallMap.MOST + 1; size++) {
            Map<String, Integer> source = source(size);
            Map<String, Integer> map = Defaults.map(source);
            assertThat(map).isEqualTo(source).hasSameHashCodeAs(source);
            assertThat(source).isEqualTo(map);
            assertThat(List.copyOf(map.keySet())).isEqualTo(List.copyOf(source.keySet()));
            assertThat(map.get("k1")).isEqualTo(1);
            assertThat(map.get("other")).isNull();
            assertThat(map.containsKey("other")).isFalse();
        }
    }

    @Test
    void it_cannot_be_changed_and_does_not_change_with_its_source() {
        Map<String, Integer> source = source(2);
        Map<String, Integer> map = Defaults.map(source);
        source.clear();
        assertThat(map).hasSize(2);
        assertThatThrownBy(() -> map.put("k3", 3)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(Defaults.map(map)).isSameAs(map);
    }
}
