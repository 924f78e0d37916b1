package dev.drover.model.wire;

import tools.jackson.core.JsonGenerator;

/** How values of one Java type look in JSON. */
interface Codec {
    /** Reads a value; the reader stands on its first token, which is not {@code null}, and goes to its last. */
    Object read(JsonReader reader);

    void write(JsonGenerator writer, Object value, Style style);

    /** True when the value carries nothing: zero, false, "", an empty collection. */
    default boolean isEmpty(Object value) {
        return false;
    }

    /** Which fields are written. */
    enum Style {
        /** As the compatible API does it: {@link OmitEmpty} is honoured. */
        COMPACT,
        EVERY_FIELD,
        /** Only those that a reader would not come to by itself. */
        SPARSE
    }
}
