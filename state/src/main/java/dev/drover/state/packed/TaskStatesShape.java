package dev.drover.state.packed;

import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskEventBuilder;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.alloc.TaskStateBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the task states of many allocations have in common: all but the times. */
final class TaskStatesShape {
    /** Stands for a time that is kept apart. */
    private static final Instant APART = Instant.MAX;

    private final String[] names;
    /** With a stand-in for each time that is kept apart, and events at time 0. */
    private final TaskState[] common;
    /** Where the times of each task begin, and after the last one where they end. */
    private final int[] starts;

    private TaskStatesShape(String[] names, TaskState[] common) {
        this.names = names;
        this.common = common;
        this.starts = new int[names.length + 1];
        for (int place = 0; place < names.length; place++) {
            TaskState state = common[place];
            int instants = one(state.startedAt()) + one(state.finishedAt()) + one(state.lastRestart());
            starts[place + 1] = starts[place] + instants + state.events().size();
        }
    }

    private static int one(@Nullable Instant time) {
        return APART.equals(time) ? 1 : 0;
    }

    static TaskStatesShape of(Map<String, TaskState> states) {
        List<String> names = new ArrayList<>();
        List<TaskState> common = new ArrayList<>();
        states.forEach((name, state) -> {
            names.add(name);
            common.add(common(state));
        });
        return new TaskStatesShape(names.toArray(new String[0]), common.toArray(new TaskState[0]));
    }

    /** Whether the states have this shape. */
    boolean fits(Map<String, TaskState> states) {
        if (states.size() != names.length) {
            return false;
        }
        int place = 0;
        for (Map.Entry<String, TaskState> entry : states.entrySet()) {
            if (!names[place].equals(entry.getKey()) || !common[place].equals(common(entry.getValue()))) {
                return false;
            }
            place++;
        }
        return true;
    }

    private static TaskState common(TaskState state) {
        List<TaskEvent> events = new ArrayList<>(state.events().size());
        for (TaskEvent event : state.events()) {
            events.add(at(event, 0));
        }
        return TaskStateBuilder.builder(state)
                .startedAt(apart(state.startedAt()))
                .finishedAt(apart(state.finishedAt()))
                .lastRestart(apart(state.lastRestart()))
                .events(events)
                .build();
    }

    private static TaskEvent at(TaskEvent event, long time) {
        return event.time() == time
                ? event
                : TaskEventBuilder.builder(event).time(time).build();
    }

    /** Times beyond the range of nanoseconds in a long, such as none at all, stay where they are. */
    private static @Nullable Instant apart(@Nullable Instant time) {
        return time != null && PackedTimes.fits(time) ? APART : time;
    }

    /** Whether none of the states has the time that stands for others. */
    static boolean allows(Map<String, TaskState> states) {
        for (TaskState state : states.values()) {
            if (state == null || one(state.startedAt()) + one(state.finishedAt()) + one(state.lastRestart()) > 0) {
                return false;
            }
        }
        return true;
    }

    /** The times of states that have this shape. */
    long[] times(Map<String, TaskState> states) {
        long[] times = new long[starts[names.length]];
        int next = 0;
        for (TaskState state : states.values()) {
            for (Instant instant : new Instant[] {state.startedAt(), state.finishedAt(), state.lastRestart()}) {
                if (instant != null && PackedTimes.fits(instant)) {
                    times[next++] = PackedTimes.nanos(instant);
                }
            }
            for (TaskEvent event : state.events()) {
                times[next++] = event.time();
            }
        }
        return times;
    }

    String[] names() {
        return names;
    }

    /** The state of the task at that place with its times. */
    TaskState state(int place, long[] times) {
        TaskState state = common[place];
        int next = starts[place];
        TaskStateBuilder builder = TaskStateBuilder.builder(state);
        if (APART.equals(state.startedAt())) {
            builder.startedAt(PackedTimes.instant(times[next++]));
        }
        if (APART.equals(state.finishedAt())) {
            builder.finishedAt(PackedTimes.instant(times[next++]));
        }
        if (APART.equals(state.lastRestart())) {
            builder.lastRestart(PackedTimes.instant(times[next++]));
        }
        return builder.events(new Events(state.events(), times, next)).build();
    }

    /** The events of a task. */
    private static final class Events extends PackedList<TaskEvent> {
        private final List<TaskEvent> common;
        private final long[] times;
        private final int from;

        Events(List<TaskEvent> common, long[] times, int from) {
            this.common = common;
            this.times = times;
            this.from = from;
        }

        @Override
        public TaskEvent get(int place) {
            return at(common.get(place), times[from + place]);
        }

        @Override
        public int size() {
            return common.size();
        }
    }
}
