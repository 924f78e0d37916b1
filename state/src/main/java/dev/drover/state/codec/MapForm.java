package dev.drover.state.codec;

import dev.drover.model.wire.Defaults;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps from texts, in their order. A value is told by what differs from that of the same key, or else of the key before. */
record MapForm(Form element) implements Form {
    private static final int NULL = 0;
    private static final int SAME_KEYS = 1;

    @Override
    public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
        if (value == null) {
            out.bytes.number(NULL);
            return;
        }
        Map<?, ?> values = out.ordered((Map<?, ?>) value);
        Map<?, ?> bases = base == null ? Map.of() : out.ordered((Map<?, ?>) base);
        if (!values.isEmpty() && sameKeys(values, bases)) {
            out.bytes.number(SAME_KEYS);
        } else {
            out.bytes.number(values.size() + 2L);
            String before = null;
            for (Object key : values.keySet()) {
                out.text((String) key, before);
                before = (String) key;
            }
        }
        writeValues(out, values, bases);
    }

    private void writeValues(Encoder out, Map<?, ?> values, Map<?, ?> bases) {
        boolean[] changed = new boolean[values.size()];
        int place = 0;
        Object before = null;
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            changed[place++] = Encoder.differ(entry.getValue(), base(entry.getKey(), bases, before));
            before = entry.getValue();
        }
        out.bytes.bits(changed);
        place = 0;
        before = null;
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            if (changed[place++]) {
                element.write(out, entry.getValue(), base(entry.getKey(), bases, before));
            }
            before = entry.getValue();
        }
    }

    private static boolean sameKeys(Map<?, ?> values, Map<?, ?> bases) {
        if (values.size() != bases.size()) {
            return false;
        }
        Iterator<?> others = bases.keySet().iterator();
        for (Object key : values.keySet()) {
            if (!key.equals(others.next())) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object base(Object key, Map<?, ?> bases, @Nullable Object before) {
        return bases.containsKey(key) ? bases.get(key) : before;
    }

    @Override
    public @Nullable Object read(Decoder in, @Nullable Object base) {
        long header = in.bytes.number();
        if (header == NULL) {
            return null;
        }
        Map<?, ?> bases = base == null ? Map.of() : (Map<?, ?>) base;
        List<String> keys = header == SAME_KEYS ? keys(bases) : readKeys(in, in.bytes.checkedCount(header - 2));
        boolean[] changed = in.bytes.bits(keys.size());
        Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(keys.size());
        Object before = null;
        for (int place = 0; place < changed.length; place++) {
            Object known = base(keys.get(place), bases, before);
            before = changed[place] ? element.read(in, known) : known;
            values.put(keys.get(place), before);
        }
        return Defaults.map(values);
    }

    private static List<String> keys(Map<?, ?> bases) {
        List<String> keys = new ArrayList<>(bases.size());
        bases.keySet().forEach(key -> keys.add((String) key));
        return keys;
    }

    private static List<String> readKeys(Decoder in, int size) {
        List<String> keys = new ArrayList<>(size);
        String before = null;
        for (int place = 0; place < size; place++) {
            before = Objects.requireNonNull(in.text(before));
            keys.add(before);
        }
        return keys;
    }

    @Override
    public Object absent() {
        return Map.of();
    }
}
