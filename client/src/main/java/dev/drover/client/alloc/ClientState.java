package dev.drover.client.alloc;

import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.alloc.TaskState;
import java.util.Collection;

/** What the states of all tasks say of their allocation. */
record ClientState(ClientStatus status, String description) {
    static final ClientState PENDING = new ClientState(ClientStatus.PENDING, "No tasks have started");

    static ClientState of(Collection<TaskState> tasks) {
        if (tasks.stream().anyMatch(TaskState::failed)) {
            return new ClientState(ClientStatus.FAILED, "Failed tasks");
        }
        if (tasks.stream().anyMatch(task -> task.state() == TaskRunState.RUNNING)) {
            return new ClientState(ClientStatus.RUNNING, "Tasks are running");
        }
        if (tasks.stream().anyMatch(task -> task.state() == TaskRunState.PENDING)) {
            return PENDING;
        }
        return new ClientState(ClientStatus.COMPLETE, "All tasks have completed");
    }

    /** As {@link #of}, for tasks that have used up their time: however they end, the allocation has done what it could. */
    static ClientState outOfTime(Collection<TaskState> tasks) {
        return tasks.stream().allMatch(task -> task.state() == TaskRunState.DEAD)
                ? new ClientState(ClientStatus.COMPLETE, "Tasks were stopped at max_run_duration")
                : of(tasks);
    }
}
