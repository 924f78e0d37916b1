package dev.drover.model.diff;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The task diff of the wire. */
@RecordBuilder
public record TaskDiff(
        @Wire("Type") DiffType type,
        @Wire("Name") String name,
        @Wire("Fields") List<FieldDiff> fields,
        @Wire("Objects") List<ObjectDiff> objects,
        @Wire("Annotations") List<String> annotations) {
    public TaskDiff {
        type = Defaults.value(type, DiffType.NONE);
        name = Defaults.text(name);
        fields = Defaults.list(fields);
        objects = Defaults.list(objects);
        annotations = Defaults.list(annotations);
    }
}
