package dev.drover.server.job;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.PeriodicConfig;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.eval.Triggers;
import dev.drover.server.log.Applied;
import dev.drover.server.time.Timer;
import dev.drover.state.JobId;
import dev.drover.state.Statuses;
import dev.drover.state.command.JobCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Launches the children of periodic jobs when their time has come. Follows the log to know which jobs are periodic. */
public final class PeriodicLauncher {
    private static final Logger LOG = System.getLogger(PeriodicLauncher.class.getName());

    private final Core core;
    private final Timer timer;
    private final Map<JobId, Timer.Alarm> alarms = new HashMap<>();

    public PeriodicLauncher(Core core, Timer timer) {
        this.core = core;
        this.timer = timer;
    }

    /** Sets or takes back the alarm of a job that a command has changed. */
    public void applied(Applied applied) {
        if (applied.command() instanceof JobCommand.Register change) {
            follow(applied, JobId.of(change.job()));
        } else if (applied.command() instanceof JobCommand.Deregister change) {
            follow(applied, change.job());
        }
    }

    private synchronized void follow(Applied applied, JobId id) {
        Timer.Alarm alarm = alarms.remove(id);
        if (alarm != null) {
            alarm.cancel();
        }
        applied.after().job(id).filter(PeriodicLauncher::isActive).ifPresent(job -> schedule(job, core.now()));
    }

    static boolean isActive(Job job) {
        PeriodicConfig periodic = job.periodic();
        return periodic != null
                && !Boolean.FALSE.equals(periodic.enabled())
                && !job.stop()
                && job.parameterizedJob() == null;
    }

    private synchronized void schedule(Job job, Instant after) {
        next(job, after)
                .ifPresent(launch -> alarms.put(JobId.of(job), timer.at(launch, () -> due(JobId.of(job), launch))));
    }

    /** The next launch of a job after a time; empty when there is none. */
    static Optional<Instant> next(Job job, Instant after) {
        PeriodicConfig periodic = job.periodic();
        if (periodic == null) {
            return Optional.empty();
        }
        try {
            return CronSchedule.of(periodic).nextAfter(after);
        } catch (IllegalArgumentException fault) {
            LOG.log(Level.WARNING, "job {0} is never launched: {1}", job.id(), fault.getMessage());
            return Optional.empty();
        }
    }

    private void due(JobId id, Instant launch) {
        Optional<Job> job = core.state().job(id).filter(PeriodicLauncher::isActive);
        if (job.isEmpty()) {
            return;
        }
        schedule(job.get(), launch);
        Thread.ofVirtual().name("periodic-launch").start(() -> {
            if (mayRun(job.get())) {
                launch(job.get(), launch);
            }
        });
    }

    private boolean mayRun(Job job) {
        boolean alone = job.periodic() != null && job.periodic().prohibitOverlap();
        return !alone
                || core.state().children(JobId.of(job)).stream()
                        .allMatch(child -> child.status().equals(Statuses.JOB_DEAD));
    }

    /**
     * Launches a periodic job now, even when it is not enabled.
     *
     * @return the evaluation of the child
     */
    public Evaluation force(JobId id) {
        Job job = core.state().job(id).orElseThrow(() -> ServerException.notFound("job not found"));
        if (job.periodic() == null) {
            throw ServerException.badRequest("can't force launch non-periodic job");
        }
        return launch(job, core.now());
    }

    private Evaluation launch(Job parent, Instant launch) {
        Instant now = core.now();
        Job child = Children.launched(parent, launch, now);
        Evaluation evaluation = Triggers.plain(child, Triggers.PERIODIC_JOB, now);
        long index = core.propose(new JobCommand.Register(child, Optional.of(evaluation), Optional.empty()));
        core.propose(new JobCommand.RecordLaunch(JobId.of(parent), launch));
        return core.state()
                .evaluation(evaluation.id())
                .orElseThrow(() -> new IllegalStateException("the evaluation of index " + index + " is not there"));
    }
}
