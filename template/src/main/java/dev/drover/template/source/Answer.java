package dev.drover.template.source;

import org.jspecify.annotations.Nullable;

/** What is known about a {@link Query}. */
public sealed interface Answer {
    /** A value as templates know them; null for something that is known not to exist, where the function allows it. */
    record Found(@Nullable Object value) implements Answer {}

    /** It is not there yet; the template is rendered again when it may be. */
    record NotYet() implements Answer {}

    /** It will not be answered. */
    record Refused(String reason) implements Answer {}
}
