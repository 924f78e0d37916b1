package dev.drover.template.value;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Data with named members beside the plain kinds: what is a structure, or a type with methods, in Go. */
public interface GoObject {
    /** The name of its type, for messages and {@code %T}. */
    String type();

    /**
     * What the object is without its methods: a map for a structure, or another plain value. Loops, length, truth and printing see this.
     */
    Object plain();

    /**
     * A field, or the result of a method.
     *
     * @return empty when there is no such member
     */
    default Optional<Member> member(String name) {
        return plain() instanceof Map<?, ?> fields && fields.containsKey(name)
                ? Optional.of(arguments -> fields.get(name))
                : Optional.empty();
    }

    /** How it is written. */
    default String text() {
        return GoText.of(plain());
    }

    /** Gives the value; a field takes no arguments. */
    interface Member {
        @Nullable
        Object get(List<? extends @Nullable Object> arguments);
    }
}
