package dev.drover.template.value;

/** Nothing where a value of a known type could be: unlike no value at all it is written as {@code <nil>}. */
public enum NilPointer {
    NIL
}
