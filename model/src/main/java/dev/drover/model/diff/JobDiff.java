package dev.drover.model.diff;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The difference of two job versions. */
@RecordBuilder
public record JobDiff(
        @Wire("Type") DiffType type,
        @Wire("ID") String id,
        @Wire("Fields") List<FieldDiff> fields,
        @Wire("Objects") List<ObjectDiff> objects,
        @Wire("TaskGroups") List<TaskGroupDiff> taskGroups) {
    public JobDiff {
        type = Defaults.value(type, DiffType.NONE);
        id = Defaults.text(id);
        fields = Defaults.list(fields);
        objects = Defaults.list(objects);
        taskGroups = Defaults.list(taskGroups);
    }
}
