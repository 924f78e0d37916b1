package dev.drover.server.job;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.PeriodicConfig;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.eval.Triggers;
import dev.drover.server.leader.LeaderService;
import dev.drover.server.log.Applied;
import dev.drover.server.time.Timer;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Times;
import dev.drover.state.command.JobCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Launches the children of periodic jobs when their time has come. Follows the log to know which jobs are periodic. A launch that
 * fell due while nobody led is made up for, but only the last of them.
 */
public final class PeriodicLauncher implements LeaderService {
    private static final Logger LOG = System.getLogger(PeriodicLauncher.class.getName());

    private final Core core;
    private final Timer timer;
    private final Map<JobId, Timer.Alarm> alarms = new HashMap<>();
    private boolean closed;

    /** Takes up the periodic jobs of the state, one after the other while commands go on being applied. */
    public PeriodicLauncher(Core core, Timer timer, JobDirectory jobs) {
        this.core = core;
        this.timer = timer;
        Thread.ofVirtual().name("periodic-restore").start(() -> jobs.periodic().forEach(this::restore));
    }

    private void restore(JobId id) {
        follow(id);
        Optional<Job> job = core.state().job(id).filter(PeriodicLauncher::isActive);
        job.flatMap(this::missed).ifPresent(launch -> launchAlone(job.orElseThrow(), launch));
    }

    /** The last time for which the job should have been launched and was not. */
    private Optional<Instant> missed(Job job) {
        Instant since = core.state().lastLaunch(JobId.of(job)).orElse(Times.ofNanos(job.submitTime()));
        return schedule(job).flatMap(cron -> cron.lastAt(core.now())).filter(launch -> launch.isAfter(since));
    }

    /** Sets or takes back the alarm of a job that a command has changed. */
    @Override
    public void applied(Applied applied) {
        if (applied.command() instanceof JobCommand.Register change) {
            follow(JobId.of(change.job()));
        } else if (applied.command() instanceof JobCommand.Deregister change) {
            follow(change.job());
        }
    }

    /** Looks at the newest state, so that it does not matter in which order it is called for one job. */
    private synchronized void follow(JobId id) {
        Timer.Alarm alarm = alarms.remove(id);
        if (alarm != null) {
            alarm.cancel();
        }
        core.state().job(id).filter(PeriodicLauncher::isActive).ifPresent(job -> arm(job, core.now()));
    }

    static boolean isActive(Job job) {
        PeriodicConfig periodic = job.periodic();
        return periodic != null
                && !Boolean.FALSE.equals(periodic.enabled())
                && !job.stop()
                && job.parameterizedJob() == null;
    }

    private synchronized void arm(Job job, Instant after) {
        if (!closed) {
            next(job, after)
                    .ifPresent(launch -> alarms.put(JobId.of(job), timer.at(launch, () -> due(JobId.of(job), launch))));
        }
    }

    /** The next launch of a job after a time; empty when there is none. */
    static Optional<Instant> next(Job job, Instant after) {
        return schedule(job).flatMap(cron -> cron.nextAfter(after));
    }

    private static Optional<CronSchedule> schedule(Job job) {
        PeriodicConfig periodic = job.periodic();
        if (periodic == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(CronSchedule.of(periodic));
        } catch (IllegalArgumentException fault) {
            LOG.log(Level.WARNING, "job {0} is never launched: {1}", job.id(), fault.getMessage());
            return Optional.empty();
        }
    }

    private void due(JobId id, Instant launch) {
        core.state().job(id).filter(PeriodicLauncher::isActive).ifPresent(job -> {
            arm(job, launch);
            Thread.ofVirtual().name("periodic-launch").start(() -> launchAlone(job, launch));
        });
    }

    /** A launch that an earlier leader made is not made again: the child has the time in its name. */
    private void launchAlone(Job job, Instant launch) {
        try {
            JobId child = JobId.of(Children.launched(job, launch, launch));
            if (core.state().job(child).isPresent()) {
                core.propose(new JobCommand.RecordLaunch(JobId.of(job), launch));
            } else if (mayRun(core.state(), job)) {
                launch(core, job, launch);
            }
        } catch (ServerException refused) {
            LOG.log(Level.WARNING, "job " + job.id() + " was not launched for " + launch, refused);
        }
    }

    private static boolean mayRun(State state, Job job) {
        boolean alone = job.periodic() != null && job.periodic().prohibitOverlap();
        return !alone
                || state.summary(JobId.of(job))
                        .flatMap(summary -> Optional.ofNullable(summary.children()))
                        .filter(children -> children.pending() + children.running() > 0)
                        .isEmpty();
    }

    /**
     * Launches a periodic job now, even when it is not enabled.
     *
     * @return the evaluation of the child
     */
    public static Evaluation force(Core core, JobId id) {
        Job job = core.state().job(id).orElseThrow(() -> ServerException.notFound("job not found"));
        if (job.periodic() == null) {
            throw ServerException.badRequest("can't force launch non-periodic job");
        }
        return launch(core, job, core.now());
    }

    private static Evaluation launch(Core core, Job parent, Instant launch) {
        Instant now = core.now();
        Job child = Children.launched(parent, launch, now);
        Evaluation evaluation = Triggers.plain(child, Triggers.PERIODIC_JOB, now);
        long index = core.propose(new JobCommand.Register(child, Optional.of(evaluation), Optional.empty()));
        core.propose(new JobCommand.RecordLaunch(JobId.of(parent), launch));
        return core.state()
                .evaluation(evaluation.id())
                .orElseThrow(() -> new IllegalStateException("the evaluation of index " + index + " is not there"));
    }

    @Override
    public synchronized void close() {
        closed = true;
        alarms.values().forEach(Timer.Alarm::cancel);
    }
}
