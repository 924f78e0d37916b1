package dev.drover.state.codec;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be there; says so only when it was there before. */
record OptionalForm(Form element) implements Form {
    @Override
    public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
        Object inside = inside(value);
        Object before = inside(base);
        if (before != null) {
            out.bytes.octet(inside == null ? 0 : 1);
        }
        if (inside != null) {
            element.write(out, inside, before);
        }
    }

    private static @Nullable Object inside(@Nullable Object optional) {
        return optional == null ? null : ((Optional<?>) optional).orElse(null);
    }

    @Override
    public Object read(Decoder in, @Nullable Object base) {
        Object before = inside(base);
        if (before != null && in.bytes.octet() == 0) {
            return Optional.empty();
        }
        return Optional.of(Objects.requireNonNull(element.read(in, before)));
    }

    @Override
    public Object absent() {
        return Optional.empty();
    }
}
