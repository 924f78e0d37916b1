package dev.drover.template.eval;

import dev.drover.template.FunctionException;
import dev.drover.template.value.GoObject;
import dev.drover.template.value.GoText;
import dev.drover.template.value.MapOrder;
import dev.drover.template.value.NilPointer;
import dev.drover.template.value.Structure;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a loop goes over. */
final class Elements {
    /** @param key the index in a list or the key in a map */
    record Element(@Nullable Object key, @Nullable Object value) {}

    private Elements() {}

    static List<Element> of(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case NilPointer nil -> List.of();
            case List<?> list -> {
                List<Element> elements = new ArrayList<>();
                for (Object item : list) {
                    elements.add(new Element((long) elements.size(), item));
                }
                yield elements;
            }
            case Map<?, ?> map ->
                MapOrder.entries(map).stream()
                        .map(entry -> new Element(entry.getKey(), entry.getValue()))
                        .toList();
            case Long count -> new Counting(Math.clamp(count, 0, Integer.MAX_VALUE));
            case GoObject object when !(object instanceof Structure) -> of(object.plain());
            default -> throw new FunctionException("range can't iterate over " + GoText.of(value));
        };
    }

    /** The numbers below another; they are not kept, since the limit of steps is far below what may be asked for. */
    private static final class Counting extends AbstractList<Element> {
        private final int count;

        Counting(int count) {
            this.count = count;
        }

        @Override
        public Element get(int index) {
            return new Element((long) index, (long) index);
        }

        @Override
        public int size() {
            return count;
        }
    }
}
