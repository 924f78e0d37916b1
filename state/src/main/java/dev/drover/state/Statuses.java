package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.EvaluationStatus;

/** Which statuses are final. */
public final class Statuses {
    public static final String JOB_PENDING = "pending";
    public static final String JOB_RUNNING = "running";
    public static final String JOB_DEAD = "dead";

    private Statuses() {}

    /** Nothing runs any more, as the node tells. */
    public static boolean terminal(ClientStatus status) {
        return switch (status) {
            case COMPLETE, FAILED, LOST -> true;
            case PENDING, RUNNING, UNKNOWN -> false;
        };
    }

    /** The servers want it to run no longer. */
    public static boolean terminal(DesiredStatus status) {
        return switch (status) {
            case STOP, EVICT -> true;
            case RUN -> false;
        };
    }

    /** Its tasks may still run, so that its room and ports are not free yet, whether or not it was told to stop. */
    public static boolean holdsRoom(Allocation allocation) {
        return !terminal(allocation.clientStatus());
    }

    /** Is no longer part of its job: it ended, or was told to. Until it has ended it still {@link #holdsRoom}. */
    public static boolean terminal(Allocation allocation) {
        return terminal(allocation.desiredStatus()) || terminal(allocation.clientStatus());
    }

    public static boolean terminal(EvaluationStatus status) {
        return switch (status) {
            case COMPLETE, FAILED, CANCELED -> true;
            case PENDING, BLOCKED -> false;
        };
    }

    /** The deployment is still under way or may continue. */
    public static boolean active(DeploymentStatus status) {
        return switch (status) {
            case RUNNING, PAUSED, INITIALIZING, PENDING, BLOCKED, UNBLOCKING -> true;
            case FAILED, SUCCESSFUL, CANCELLED -> false;
        };
    }
}
