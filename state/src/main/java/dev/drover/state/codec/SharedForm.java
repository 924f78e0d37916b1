package dev.drover.state.codec;

import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.job.Job;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record that comes again, whole and equal, at other places: told once and then by its number. */
record SharedForm(RecordForm form) implements Form {
    /** The job of allocations, and the scores of a node, which change only when something is placed on it. */
    static final Set<Class<?>> TYPES = Set.of(Job.class, NodeScoreMeta.class);

    private static final int NULL = 0;
    private static final int NEW = 1;

    @Override
    public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
        if (value == null) {
            out.bytes.number(NULL);
            return;
        }
        int known = out.shared(form.type()).find(value);
        if (known >= 0) {
            out.bytes.number(known + 2L);
        } else {
            out.bytes.number(NEW);
            form.write(out, value, base);
            out.shared(form.type()).add(value);
        }
    }

    @Override
    public @Nullable Object read(Decoder in, @Nullable Object base) {
        long header = in.bytes.number();
        if (header == NULL) {
            return null;
        }
        if (header != NEW) {
            return in.shared(form.type()).get(header - 2);
        }
        Object value = Objects.requireNonNull(form.read(in, base));
        in.shared(form.type()).append(value);
        return value;
    }
}
