package dev.drover.model.alloc;

import dev.drover.model.job.TaskLifecycle;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a placement holds of its node. Each task has an entry among the lifecycles, null for a main task. */
@RecordBuilder
public record AllocatedResources(
        @Wire("Tasks") Map<String, AllocatedTaskResources> tasks,
        @Wire("Shared") @Nullable AllocatedSharedResources shared,
        @Wire("TaskLifecycles") Map<String, @Nullable TaskLifecycle> taskLifecycles) {
    public AllocatedResources {
        tasks = Defaults.map(tasks);
        taskLifecycles = Defaults.map(taskLifecycles);
    }
}
