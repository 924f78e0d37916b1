package dev.drover.model.diff;

import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two jobs, as people see it in a plan or a history.
 *
 * <p>The walk is driven by the components of the records: scalars and flat collections become fields, records become
 * objects, lists of records are paired by what names them. {@link DiffRules} holds the few exceptions. So a component
 * added to the model shows up in differences by itself.
 *
 * <p>A contextual difference also tells unchanged fields inside blocks that changed.
 */
public final class JobDiffer {
    private final ObjectDiffer blocks;

    private JobDiffer(boolean contextual) {
        this.blocks = new ObjectDiffer(contextual);
    }

    /** Compares two canonical jobs; either may be missing. */
    public static JobDiff diff(@Nullable Job before, @Nullable Job after, boolean contextual) {
        return new JobDiffer(contextual).jobs(before, after);
    }

    private JobDiff jobs(@Nullable Job before, @Nullable Job after) {
        String id = after != null ? after.id() : before != null ? before.id() : "";
        List<FieldDiff> fields = FieldDiffer.fields(Job.class, before, after, false);
        List<ObjectDiff> objects = blocks.children(Job.class, before, after);
        List<TaskGroupDiff> groups = paired(
                before == null ? List.of() : before.taskGroups(),
                after == null ? List.of() : after.taskGroups(),
                TaskGroup::name,
                this::groups);
        boolean changed = !fields.isEmpty()
                || !objects.isEmpty()
                || groups.stream().anyMatch(group -> group.type() != DiffType.NONE);
        return new JobDiff(typeOf(before, after, changed), id, fields, objects, groups);
    }

    private TaskGroupDiff groups(@Nullable TaskGroup before, @Nullable TaskGroup after) {
        String name = after != null ? after.name() : before != null ? before.name() : "";
        List<FieldDiff> fields = FieldDiffer.fields(TaskGroup.class, before, after, false);
        List<ObjectDiff> objects = blocks.children(TaskGroup.class, before, after);
        List<TaskDiff> tasks = paired(
                before == null ? List.of() : before.tasks(),
                after == null ? List.of() : after.tasks(),
                Task::name,
                this::tasks);
        boolean changed = !fields.isEmpty()
                || !objects.isEmpty()
                || tasks.stream().anyMatch(task -> task.type() != DiffType.NONE);
        return new TaskGroupDiff(typeOf(before, after, changed), name, fields, objects, tasks, null);
    }

    private TaskDiff tasks(@Nullable Task before, @Nullable Task after) {
        String name = after != null ? after.name() : before != null ? before.name() : "";
        List<FieldDiff> fields = FieldDiffer.fields(Task.class, before, after, false);
        List<ObjectDiff> objects = blocks.children(Task.class, before, after);
        boolean changed = !fields.isEmpty() || !objects.isEmpty();
        return new TaskDiff(typeOf(before, after, changed), name, fields, objects, List.of());
    }

    static DiffType typeOf(@Nullable Object before, @Nullable Object after, boolean changed) {
        if (before == null) {
            return after == null ? DiffType.NONE : DiffType.ADDED;
        }
        if (after == null) {
            return DiffType.DELETED;
        }
        return changed ? DiffType.EDITED : DiffType.NONE;
    }

    private interface Comparison<T, D> {
        D compare(@Nullable T before, @Nullable T after);
    }

    /** Pairs by name, in the order of names; unchanged ones are part of the answer. */
    private static <T, D> List<D> paired(
            List<T> before, List<T> after, Function<T, String> name, Comparison<T, D> comparison) {
        Map<String, T> old = new TreeMap<>();
        Map<String, T> current = new TreeMap<>();
        before.forEach(item -> old.put(name.apply(item), item));
        after.forEach(item -> current.put(name.apply(item), item));
        Map<String, Boolean> names = new TreeMap<>();
        old.keySet().forEach(key -> names.put(key, true));
        current.keySet().forEach(key -> names.put(key, true));
        List<D> differences = new ArrayList<>();
        names.keySet().forEach(key -> differences.add(comparison.compare(old.get(key), current.get(key))));
        return differences;
    }
}
