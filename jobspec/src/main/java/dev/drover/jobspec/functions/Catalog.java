package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Function;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Collects functions while the families define theirs. */
final class Catalog {
    private final Map<String, Function> functions = new TreeMap<>();

    Catalog with(Consumer<Catalog> family) {
        family.accept(this);
        return this;
    }

    Catalog with(Map<String, Function> more) {
        functions.putAll(more);
        return this;
    }

    /** Adds a function; see {@link Signature} for the notation of {@code signature}. */
    void define(String signature, Definition.Body body) {
        Signature parsed = Signature.parse(signature);
        functions.put(parsed.name(), new Definition(parsed, body));
    }

    Map<String, Function> build() {
        return Collections.unmodifiableMap(functions);
    }
}
