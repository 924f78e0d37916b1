package dev.drover.state.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lists. Each element is told by what differs from the one at its place in the base, or else from the one before it, so that a
 * thousand placements of one group cost little more than their ids.
 */
record ListForm(Form element) implements Form {
    private static final int NULL = 0;
    private static final int SAME_SIZE = 1;

    @Override
    public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
        if (value == null) {
            out.bytes.number(NULL);
            return;
        }
        List<?> values = (List<?>) value;
        List<?> bases = base == null ? List.of() : (List<?>) base;
        boolean sameSize = base != null && values.size() == bases.size();
        out.bytes.number(sameSize ? SAME_SIZE : values.size() + 2L);
        boolean[] changed = new boolean[values.size()];
        for (int place = 0; place < changed.length; place++) {
            changed[place] = Encoder.differ(values.get(place), base(place, bases, values));
        }
        out.bytes.bits(changed);
        for (int place = 0; place < changed.length; place++) {
            if (changed[place]) {
                element.write(out, values.get(place), base(place, bases, values));
            }
        }
    }

    private static @Nullable Object base(int place, List<?> bases, List<?> values) {
        if (place < bases.size()) {
            return bases.get(place);
        }
        return place == 0 ? null : values.get(place - 1);
    }

    @Override
    public @Nullable Object read(Decoder in, @Nullable Object base) {
        long header = in.bytes.number();
        if (header == NULL) {
            return null;
        }
        List<?> bases = base == null ? List.of() : (List<?>) base;
        int size = header == SAME_SIZE ? bases.size() : in.bytes.checkedCount(header - 2);
        boolean[] changed = in.bytes.bits(size);
        List<Object> values = new ArrayList<>(size);
        for (int place = 0; place < size; place++) {
            Object before = base(place, bases, values);
            values.add(Objects.requireNonNull(changed[place] ? element.read(in, before) : before));
        }
        return List.copyOf(values);
    }

    @Override
    public Object absent() {
        return List.of();
    }
}
