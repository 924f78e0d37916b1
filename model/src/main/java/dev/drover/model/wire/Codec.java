package dev.drover.model.wire;

import io.avaje.json.JsonWriter;

/** How values of one Java type look in JSON. */
interface Codec {
    /** Reads a value; the reader does not stand on {@code null}. */
    Object read(JsonText reader);

    void write(JsonWriter writer, Object value, Style style);

    /** True when the value carries nothing: zero, false, "", an empty collection. */
    default boolean isEmpty(Object value) {
        return false;
    }

    /** Whether {@link OmitEmpty} is honoured, or every field is written. */
    enum Style {
        COMPACT,
        EVERY_FIELD
    }
}
