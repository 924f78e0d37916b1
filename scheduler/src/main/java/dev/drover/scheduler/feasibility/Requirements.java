package dev.drover.scheduler.feasibility;

import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All that a group asks of a node, gathered from job, group and tasks.
 *
 * @param shared conditions whose answer is the same for all nodes of one computed class
 * @param single conditions that must be asked of every node by itself
 */
public record Requirements(
        Job job, TaskGroup group, List<Constraint> shared, List<Constraint> single, Set<String> drivers) {
    static final String DISTINCT_HOSTS = "distinct_hosts";
    static final String DISTINCT_PROPERTY = "distinct_property";

    public static Requirements of(Job job, TaskGroup group) {
        List<Constraint> all = new ArrayList<>(job.constraints());
        all.addAll(group.constraints());
        Set<String> drivers = new LinkedHashSet<>();
        for (Task task : group.tasks()) {
            all.addAll(task.constraints());
            drivers.add(task.driver());
        }
        List<Constraint> plain = all.stream()
                .filter(Predicate.not(Requirements::isDistinct))
                .distinct()
                .toList();
        return new Requirements(
                job,
                group,
                plain.stream().filter(Predicate.not(Requirements::escapes)).toList(),
                plain.stream().filter(Requirements::escapes).toList(),
                Set.copyOf(drivers));
    }

    /** Whether room freed on a node of a class that was refused could still help. */
    public boolean escapesClass() {
        return !single.isEmpty();
    }

    static boolean isDistinct(Constraint constraint) {
        return constraint.operand().equals(DISTINCT_HOSTS)
                || constraint.operand().equals(DISTINCT_PROPERTY);
    }

    private static boolean escapes(Constraint constraint) {
        return Targets.escapesClass(constraint.leftTarget()) || Targets.escapesClass(constraint.rightTarget());
    }
}
