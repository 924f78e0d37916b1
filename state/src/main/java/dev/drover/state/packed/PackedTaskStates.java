package dev.drover.state.packed;

import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskState;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node reports of the tasks of an allocation: the times apart from all that other allocations of the group report too. */
final class PackedTaskStates extends PackedMap<TaskState> {
    private static final int SHAPES = 1 << 12;
    private static final Common<TaskStatesShape> COMMON = new Common<>(SHAPES);

    private final TaskStatesShape shape;
    private final long[] times;

    private PackedTaskStates(TaskStatesShape shape, long[] times) {
        this.shape = shape;
        this.times = times;
    }

    static Map<String, TaskState> of(Map<String, TaskState> states) {
        if (states.isEmpty() || states instanceof PackedTaskStates || !TaskStatesShape.allows(states)) {
            return states;
        }
        TaskStatesShape shape =
                COMMON.find(hash(states), known -> known.fits(states), () -> TaskStatesShape.of(states));
        return new PackedTaskStates(shape, shape.times(states));
    }

    /** Of what mostly tells one shape from another. */
    private static int hash(Map<String, TaskState> states) {
        int hash = 0;
        for (Map.Entry<String, TaskState> entry : states.entrySet()) {
            TaskState state = entry.getValue();
            hash = 31 * hash + entry.getKey().hashCode();
            hash = 31 * hash + state.state().wireName().hashCode();
            for (TaskEvent event : state.events()) {
                hash = 31 * hash + event.type().hashCode();
                hash = 31 * hash + event.displayMessage().hashCode();
            }
        }
        return hash;
    }

    @Override
    String[] names() {
        return shape.names();
    }

    @Override
    TaskState value(int place) {
        return shape.state(place, times);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // of one shape only the times are left to compare
    public boolean equals(@Nullable Object other) {
        if (other instanceof PackedTaskStates packed && packed.shape == shape) {
            return Arrays.equals(times, packed.times);
        }
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
