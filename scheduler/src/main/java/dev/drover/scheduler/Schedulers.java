package dev.drover.scheduler;

import dev.drover.model.eval.Evaluation;
import dev.drover.state.State;
import java.util.Set;

/** The schedulers by type of job. */
public final class Schedulers {
    private static final Set<String> TRIGGERS = Set.of(
            "job-register",
            "job-deregister",
            "periodic-job",
            "node-drain",
            "node-update",
            "alloc-stop",
            "alloc-reschedule",
            "rolling-update",
            "deployment-watcher",
            "failed-follow-up",
            "max-plan-attempts",
            "alloc-failure",
            "queued-allocs",
            "preemption",
            "job-scaling",
            "max-disconnect-timeout",
            "reconnect");

    private Schedulers() {}

    /** The scheduler for the job type that an evaluation names; evaluations of other types are refused. */
    public static Scheduler forType(String jobType) {
        return switch (jobType) {
            case "service", "batch" -> Schedulers::generic;
            case "system", "sysbatch" -> Schedulers::system;
            default ->
                (state, evaluation, context) -> new Outcome.Refused(
                        "no scheduler for jobs of type \"%s\": use service, batch, system or sysbatch"
                                .formatted(jobType));
        };
    }

    private static Outcome generic(State state, Evaluation evaluation, SchedulingContext context) {
        return TRIGGERS.contains(evaluation.triggeredBy())
                ? new GenericScheduler(state, evaluation, context).schedule()
                : unknownTrigger(evaluation);
    }

    private static Outcome system(State state, Evaluation evaluation, SchedulingContext context) {
        return TRIGGERS.contains(evaluation.triggeredBy())
                ? new SystemScheduler(state, evaluation, context).schedule()
                : unknownTrigger(evaluation);
    }

    private static Outcome unknownTrigger(Evaluation evaluation) {
        return new Outcome.Refused(
                "scheduler cannot handle evaluations triggered by \"%s\"".formatted(evaluation.triggeredBy()));
    }
}
