package dev.drover.model.diff;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The difference of one nested block. */
@RecordBuilder
public record ObjectDiff(
        @Wire("Type") DiffType type,
        @Wire("Name") String name,
        @Wire("Fields") List<FieldDiff> fields,
        @Wire("Objects") List<ObjectDiff> objects) {
    public ObjectDiff {
        type = Defaults.value(type, DiffType.NONE);
        name = Defaults.text(name);
        fields = Defaults.list(fields);
        objects = Defaults.list(objects);
    }
}
