package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.state.command.GarbageCommand;

/** Takes out what the garbage collector has chosen, unless it has come to life again since. */
final class GarbageChanges {
    private GarbageChanges() {}

    static void apply(Draft draft, GarbageCommand.Delete change) {
        for (String id : change.evaluations()) {
            Evaluation evaluation = draft.tables.evaluations.get(id);
            if (evaluation != null && Statuses.terminal(evaluation.status())) {
                draft.removeEvaluation(evaluation);
            }
        }
        for (String id : change.allocations()) {
            Allocation allocation = draft.tables.allocations.get(id);
            if (allocation != null && !Statuses.holdsRoom(allocation)) {
                draft.removeAllocation(allocation);
            }
        }
        for (String id : change.deployments()) {
            Deployment deployment = draft.tables.deployments.get(id);
            if (deployment != null && !Statuses.active(deployment.status())) {
                draft.removeDeployment(deployment);
            }
        }
        for (JobId id : change.jobs()) {
            Job job = draft.tables.jobs.get(id);
            if (job != null && job.status().equals(Statuses.JOB_DEAD)) {
                JobChanges.remove(draft, job);
            }
        }
    }
}
