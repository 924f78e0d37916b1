package dev.drover.sim.whatif;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.scheduler.Outcome;
import dev.drover.scheduler.Schedulers;
import dev.drover.scheduler.SchedulingContext;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.command.Command;
import dev.drover.state.command.EvaluationCommand;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.Plan;
import dev.drover.state.plan.PlanCommit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A cluster that exists in this process only: commands change it and schedulers plan on it as on a real one, and every plan is carried
 * out at once. The state that it began with stays as it was.
 */
final class Imagined {
    private static final long SEED = 1;

    private final Instant now;
    private State state;

    Imagined(State state, Instant now) {
        this.state = state;
        this.now = now;
    }

    State state() {
        return state;
    }

    Instant now() {
        return now;
    }

    void apply(Command command) {
        state = StateMachine.apply(state, state.index() + 1, command);
    }

    /**
     * What became of a job.
     *
     * @param placed new allocations
     * @param failed why groups have not found room for all of theirs
     * @param missing how many allocations have found no room, by group
     */
    record Result(List<Allocation> placed, Map<String, AllocationMetric> failed, Map<String, Integer> missing) {
        boolean complete() {
            return failed.isEmpty();
        }
    }

    /** Registers the job and carries out what its scheduler plans. */
    Result run(Job job) {
        apply(new JobCommand.Register(job, Optional.empty(), Optional.empty()));
        return schedule(JobId.of(job), "job-register");
    }

    /** Has the job looked at, and carries out what its scheduler plans. */
    Result schedule(JobId id, String trigger) {
        Job job = state.job(id).orElseThrow(() -> new IllegalArgumentException("there is no job " + id));
        Evaluation evaluation = EvaluationBuilder.builder()
                .id(UUID.randomUUID().toString())
                .namespace(job.namespace())
                .priority(job.priority())
                .type(job.type())
                .triggeredBy(trigger)
                .jobId(job.id())
                .jobModifyIndex(job.jobModifyIndex())
                .status(EvaluationStatus.PENDING)
                .build();
        apply(new EvaluationCommand.Upsert(List.of(evaluation)));
        SchedulingContext context =
                new SchedulingContext(now, SEED, () -> UUID.randomUUID().toString());
        return switch (Schedulers.forType(job.type()).schedule(state, evaluation, context)) {
            case Outcome.Planned planned -> {
                commit(planned.plan());
                yield new Result(planned.plan().placements(), planned.failedGroups(), planned.queued());
            }
            case Outcome.Refused(String reason) -> throw new IllegalArgumentException(reason);
        };
    }

    private void commit(Plan plan) {
        apply(new PlanCommand.Commit(PlanCommit.of(plan, now)));
    }
}
