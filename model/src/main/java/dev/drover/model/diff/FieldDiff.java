package dev.drover.model.diff;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The difference of one value. */
@RecordBuilder
public record FieldDiff(
        @Wire("Type") DiffType type,
        @Wire("Name") String name,
        @Wire("Old") String oldValue,
        @Wire("New") String newValue,
        @Wire("Annotations") List<String> annotations) {
    public FieldDiff {
        type = Defaults.value(type, DiffType.NONE);
        name = Defaults.text(name);
        oldValue = Defaults.text(oldValue);
        newValue = Defaults.text(newValue);
        annotations = Defaults.list(annotations);
    }
}
