package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.server.Ids;
import dev.drover.state.Times;
import java.time.Instant;

/** Why evaluations come to be, and new ones for these reasons. */
public final class Triggers {
    public static final String JOB_REGISTER = "job-register";
    public static final String JOB_DEREGISTER = "job-deregister";
    public static final String JOB_SCALING = "job-scaling";
    public static final String PERIODIC_JOB = "periodic-job";
    public static final String NODE_UPDATE = "node-update";
    public static final String NODE_DRAIN = "node-drain";
    public static final String ALLOC_STOP = "alloc-stop";
    public static final String ALLOC_RESCHEDULE = "alloc-reschedule";
    public static final String ALLOC_FAILURE = "alloc-failure";
    public static final String DEPLOYMENT_WATCHER = "deployment-watcher";
    public static final String FAILED_FOLLOW_UP = "failed-follow-up";
    public static final String MAX_PLAN_ATTEMPTS = "max-plan-attempts";
    public static final String PREEMPTION = "preemption";
    public static final String RECONNECT = "reconnect";

    private Triggers() {}

    /** A pending evaluation of the job. */
    public static EvaluationBuilder of(Job job, String trigger, Instant now) {
        long time = Times.nanos(now);
        return EvaluationBuilder.builder()
                .id(Ids.next())
                .namespace(job.namespace())
                .priority(job.priority())
                .type(job.type())
                .triggeredBy(trigger)
                .jobId(job.id())
                .jobModifyIndex(job.jobModifyIndex())
                .status(EvaluationStatus.PENDING)
                .createTime(time)
                .modifyTime(time);
    }

    /** A pending evaluation of the job, with nothing more to say. */
    public static Evaluation plain(Job job, String trigger, Instant now) {
        return of(job, trigger, now).build();
    }
}
