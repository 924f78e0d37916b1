package dev.drover.model.wire;

/** How a component that is empty appears in JSON. */
public enum Absent {
    /** References, lists and maps become {@code null}; numbers, texts and booleans are written with their zero value. */
    NULL,
    /** Lists and maps are written as {@code []} and <code>{}</code>. */
    EMPTY,
    /** The field is left out. */
    OMITTED
}
