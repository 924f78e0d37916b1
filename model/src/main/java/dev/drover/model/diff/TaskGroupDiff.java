package dev.drover.model.diff;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The task group diff of the wire. */
@RecordBuilder
public record TaskGroupDiff(
        @Wire("Type") DiffType type,
        @Wire("Name") String name,
        @Wire("Fields") List<FieldDiff> fields,
        @Wire("Objects") List<ObjectDiff> objects,
        @Wire("Tasks") List<TaskDiff> tasks,

        @Wire(value = "Updates", absent = Absent.EMPTY) @Nullable
        Map<String, Long> updates) {
    public TaskGroupDiff {
        type = Defaults.value(type, DiffType.NONE);
        name = Defaults.text(name);
        fields = Defaults.list(fields);
        objects = Defaults.list(objects);
        tasks = Defaults.list(tasks);
        updates = updates == null ? null : Defaults.map(updates);
    }
}
