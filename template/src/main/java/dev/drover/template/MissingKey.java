package dev.drover.template;

/** What becomes of a field that a map does not have. */
public enum MissingKey {
    /** It is written as {@code <no value>}. */
    NO_VALUE,
    /** Rendering fails. */
    ERROR
}
