package dev.drover.client.alloc;

import dev.drover.client.task.TaskRunner;
import dev.drover.client.task.TaskSpec.Place;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The order in which the tasks of a group come and go, as questions about the tasks' present state. */
final class GroupLifecycle {
    private final Collection<TaskRunner> tasks;

    GroupLifecycle(Collection<TaskRunner> tasks) {
        this.tasks = tasks;
    }

    /** Whether a task may start now. */
    boolean isTurnOf(TaskRunner task) {
        return switch (task.spec().place()) {
            case PRESTART -> true;
            case MAIN -> all(Place.PRESTART, GroupLifecycle::isPrestartDone);
            case POSTSTART -> all(Place.MAIN, main -> main.status().isRunning());
            case POSTSTOP ->
                tasks.stream()
                        .filter(other -> other.spec().place() != Place.POSTSTOP)
                        .allMatch(other -> other.status().isDead());
        };
    }

    private static boolean isPrestartDone(TaskRunner task) {
        return task.spec().sidecar()
                ? task.status().isRunning()
                : task.status().isDead() && !task.status().hasFailed();
    }

    private boolean all(Place place, Predicate<TaskRunner> condition) {
        return tasks.stream().filter(task -> task.spec().place() == place).allMatch(condition);
    }

    /** True when the main tasks have ended and nothing but sidecars keeps the group alive. */
    boolean mainTasksDead() {
        return all(Place.MAIN, task -> task.status().isDead());
    }

    /** What is stopped when the main tasks have ended: sidecars, and tasks whose turn will not come any more. */
    List<TaskRunner> leftovers() {
        return tasks.stream()
                .filter(task -> task.spec().sidecar()
                        || (task.spec().place() == Place.POSTSTART
                                && !task.status().hasStarted()))
                .toList();
    }

    Optional<TaskRunner> deadLeader() {
        return tasks.stream()
                .filter(task -> task.spec().task().leader() && task.status().isDead())
                .findFirst();
    }

    Optional<TaskRunner> failed() {
        return tasks.stream()
                .filter(task -> task.status().isDead() && task.status().hasFailed())
                .findFirst();
    }

    /** Waves of a stop: the leader first, then the other main tasks together with what is not a sidecar, then the sidecars. */
    List<List<TaskRunner>> stopOrder() {
        List<TaskRunner> stoppable = tasks.stream()
                .filter(task -> task.spec().place() != Place.POSTSTOP)
                .toList();
        return List.of(
                stoppable.stream().filter(task -> task.spec().task().leader()).toList(),
                stoppable.stream()
                        .filter(task ->
                                !task.spec().task().leader() && !task.spec().sidecar())
                        .toList(),
                stoppable.stream()
                        .filter(task ->
                                !task.spec().task().leader() && task.spec().sidecar())
                        .toList());
    }

    /** Tasks that count for the health of a deployment are where they should be. */
    boolean healthy() {
        return tasks.stream().allMatch(task -> switch (task.spec().place()) {
            case POSTSTOP -> true;
            case PRESTART, POSTSTART ->
                task.spec().sidecar()
                        ? task.status().isRunning()
                        : task.status().isDead() && !task.status().hasFailed();
            case MAIN -> task.status().isRunning();
        });
    }
}
