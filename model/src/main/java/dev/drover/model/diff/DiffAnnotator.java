package dev.drover.model.diff;

import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.eval.PlanAnnotations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds to a difference what it forces: allocations that come, go or change, as a plan has found out. */
public final class DiffAnnotator {
    public static final String FORCES_CREATE = "forces create";
    public static final String FORCES_DESTROY = "forces destroy";
    public static final String FORCES_IN_PLACE_UPDATE = "forces in-place update";
    public static final String FORCES_DESTRUCTIVE_UPDATE = "forces create/destroy update";

    /** Fields of a task that a running allocation follows. */
    private static final Set<String> IN_PLACE_FIELDS = Set.of("KillTimeout", "KillSignal", "ShutdownDelay");

    /** Blocks of a task that a running allocation follows. */
    private static final Set<String> IN_PLACE_OBJECTS =
            Set.of("LogConfig", "Service", "Constraint", "RestartPolicy", "Action", "Scaling");

    private DiffAnnotator() {}

    public static JobDiff annotate(JobDiff diff, PlanAnnotations annotations) {
        Map<String, DesiredUpdates> updates = annotations.desiredTgUpdates();
        List<TaskGroupDiff> groups = diff.taskGroups().stream()
                .map(group -> annotate(group, updates.get(group.name()), diff.type()))
                .toList();
        return JobDiffBuilder.builder(diff).taskGroups(groups).build();
    }

    private static TaskGroupDiff annotate(TaskGroupDiff group, @Nullable DesiredUpdates updates, DiffType job) {
        return TaskGroupDiffBuilder.builder(group)
                .updates(updates == null ? Map.of() : counts(updates))
                .fields(group.fields().stream().map(DiffAnnotator::count).toList())
                .tasks(group.tasks().stream()
                        .map(task -> TaskDiffBuilder.builder(task)
                                .annotations(task(task, group, job))
                                .build())
                        .toList())
                .build();
    }

    /** Only what happens is told, under the words of the command line. */
    private static Map<String, Long> counts(DesiredUpdates updates) {
        Map<String, Long> counts = new LinkedHashMap<>();
        put(counts, "ignore", updates.ignore());
        put(counts, "create", updates.place());
        put(counts, "migrate", updates.migrate());
        put(counts, "destroy", updates.stop());
        put(counts, "in-place update", updates.inPlaceUpdate());
        put(counts, "create/destroy update", updates.destructiveUpdate());
        put(counts, "canary", updates.canary());
        return counts;
    }

    private static void put(Map<String, Long> counts, String word, long count) {
        if (count > 0) {
            counts.put(word, count);
        }
    }

    private static FieldDiff count(FieldDiff field) {
        if (!field.name().equals("Count") || field.type() == DiffType.NONE) {
            return field;
        }
        boolean more = number(field.newValue()) > number(field.oldValue());
        return FieldDiffBuilder.builder(field)
                .annotations(List.of(more ? FORCES_CREATE : FORCES_DESTROY))
                .build();
    }

    private static long number(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static List<String> task(TaskDiff task, TaskGroupDiff group, DiffType job) {
        if (task.type() == DiffType.NONE) {
            return List.of();
        }
        boolean whole = group.type() != DiffType.EDITED || job == DiffType.ADDED || job == DiffType.DELETED;
        if (task.type() != DiffType.EDITED && whole) {
            return List.of(task.type() == DiffType.ADDED ? FORCES_CREATE : FORCES_DESTROY);
        }
        return List.of(inPlace(task) ? FORCES_IN_PLACE_UPDATE : FORCES_DESTRUCTIVE_UPDATE);
    }

    /** A task that joins or leaves its group replaces the group's allocations. */
    private static boolean inPlace(TaskDiff task) {
        return task.type() == DiffType.EDITED
                && task.fields().stream()
                        .allMatch(field -> field.type() == DiffType.NONE || IN_PLACE_FIELDS.contains(field.name()))
                && task.objects().stream().allMatch(DiffAnnotator::inPlace);
    }

    private static boolean inPlace(ObjectDiff object) {
        boolean replaces = object.fields().stream()
                .filter(field -> field.type() != DiffType.NONE)
                .anyMatch(field ->
                        field.name().equals("RenderTemplates") || field.name().equals("Disabled"));
        return !replaces && IN_PLACE_OBJECTS.contains(object.name());
    }
}
