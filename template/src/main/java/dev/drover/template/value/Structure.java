package dev.drover.template.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Named fields in a fixed order, as a structure of Go: it is always true, cannot be looped over, and prints its values in braces. */
public record Structure(String type, Map<String, ? extends @Nullable Object> fields) implements GoObject {
    public Structure {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public Object plain() {
        return fields;
    }

    @Override
    public String text() {
        return fields.values().stream().map(GoText::of).collect(Collectors.joining(" ", "{", "}"));
    }
}
