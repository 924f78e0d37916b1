package dev.drover.client.alloc;

import dev.drover.client.task.TaskRunner;
import dev.drover.model.alloc.TaskEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Ends tasks of a group: wave after wave, those of one wave together. */
final class GroupStop {
    private final GroupLifecycle lifecycle;

    GroupStop(GroupLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /**
     * Ends all tasks but those that run after the others, in their order, and returns when they are dead.
     *
     * @param cause an event that says why, if there is more to say than that it was asked for
     * @param hurry whether shutdown delays are skipped
     */
    void inOrder(Optional<TaskEvent> cause, boolean hurry) throws InterruptedException {
        for (List<TaskRunner> wave : lifecycle.stopOrder()) {
            together(wave, cause, hurry);
        }
    }

    /** Ends tasks at the same time and returns when they are dead. */
    void together(Collection<TaskRunner> tasks, Optional<TaskEvent> cause, boolean hurry) throws InterruptedException {
        List<Thread> kills = new ArrayList<>();
        for (TaskRunner task : tasks) {
            if (!task.status().isDead()) {
                kills.add(Thread.ofVirtual().start(() -> kill(task, cause, hurry)));
            }
        }
        for (Thread each : kills) {
            each.join();
        }
    }

    private static void kill(TaskRunner task, Optional<TaskEvent> cause, boolean hurry) {
        try {
            task.kill(cause, hurry);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
