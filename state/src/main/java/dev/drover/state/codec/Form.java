package dev.drover.state.codec;

import org.jspecify.annotations.Nullable;

/**
 * How values of one type look in bytes. A value is told as what differs from its base, a value before it that both sides know:
 * the same component of the record before it in a list, or what stands for absence.
 */
interface Form {
    /**
     * Writes a value that does not equal its base.
     *
     * @param value null only where the base is not
     */
    void write(Encoder out, @Nullable Object value, @Nullable Object base);

    @Nullable
    Object read(Decoder in, @Nullable Object base);

    /** The value of a component that was not told, because it did not exist yet or has nothing to say. */
    default @Nullable Object absent() {
        return null;
    }
}
