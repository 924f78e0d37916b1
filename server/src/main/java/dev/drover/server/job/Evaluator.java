package dev.drover.server.job;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.alloc.DesiredTransitionBuilder;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.job.Job;
import dev.drover.server.Core;
import dev.drover.server.eval.Triggers;
import dev.drover.state.JobId;
import dev.drover.state.command.AllocationCommand;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the evaluations that follow from what users do with a job. */
final class Evaluator {
    private final Core core;

    Evaluator(Core core) {
        this.core = core;
    }

    /** Jobs that only bring forth children have nothing to be placed. */
    Optional<Evaluation> forJob(Job job, String trigger, int priority, Instant now) {
        boolean waits = job.periodic() != null || (job.parameterizedJob() != null && !job.dispatched());
        return waits ? Optional.empty() : Optional.of(withPriority(Triggers.of(job, trigger, now), priority));
    }

    Optional<Evaluation> forStop(Job job, int priority, Instant now) {
        return forJob(job, Triggers.JOB_DEREGISTER, priority, now);
    }

    private static Evaluation withPriority(EvaluationBuilder evaluation, int priority) {
        return priority > 0 ? evaluation.priority(priority).build() : evaluation.build();
    }

    /**
     * Has the job looked at again.
     *
     * @param force whether failed allocations are placed anew whatever their policy says
     */
    Evaluation evaluate(Job job, boolean force) {
        Evaluation evaluation = Triggers.plain(job, Triggers.JOB_REGISTER, core.now());
        Map<String, DesiredTransition> transitions = new LinkedHashMap<>();
        if (force) {
            for (Allocation allocation : core.state().allocationsOfJob(JobId.of(job))) {
                if (allocation.clientStatus() == ClientStatus.FAILED
                        && allocation.nextAllocation().isEmpty()) {
                    transitions.put(
                            allocation.id(),
                            DesiredTransitionBuilder.builder()
                                    .forceReschedule(true)
                                    .build());
                }
            }
        }
        core.propose(new AllocationCommand.SetTransitions(transitions, core.now(), List.of(evaluation)));
        return core.state().evaluation(evaluation.id()).orElse(evaluation);
    }
}
