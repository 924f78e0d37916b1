package dev.drover.client.task;

import dev.drover.model.alloc.TaskRunState;

/** Where the runner of a task stands; the wire knows three states only. */
enum TaskPhase {
    /** Waits for the tasks that come before it. */
    WAITING(TaskRunState.PENDING),
    /** Folders, files and environment are made. */
    PREPARING(TaskRunState.PENDING),
    /** The driver was asked to start it. */
    STARTING(TaskRunState.PENDING),
    RUNNING(TaskRunState.RUNNING),
    /** Waits for the restart delay to pass. */
    BACKING_OFF(TaskRunState.PENDING),
    DEAD(TaskRunState.DEAD);

    private final TaskRunState wire;

    TaskPhase(TaskRunState wire) {
        this.wire = wire;
    }

    TaskRunState wire() {
        return wire;
    }

    /** Whether the one may follow the other. */
    boolean mayBecome(TaskPhase next) {
        return switch (this) {
            case WAITING -> next == PREPARING || next == DEAD;
            case PREPARING -> next == STARTING || next == BACKING_OFF || next == DEAD;
            case STARTING -> next == RUNNING || next == BACKING_OFF || next == DEAD;
            case RUNNING -> next == BACKING_OFF || next == DEAD;
            case BACKING_OFF -> next == PREPARING || next == DEAD;
            case DEAD -> false;
        };
    }
}
