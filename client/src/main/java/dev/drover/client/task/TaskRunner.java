package dev.drover.client.task;

import dev.drover.client.task.RestartTracker.Decision;
import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskLaunch;
import dev.drover.driver.TaskUsage;
import dev.drover.model.alloc.TaskEvent;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs one task from its turn in the group to its end, on one thread that does what its phase asks for until it is dead: wait, prepare,
 * start, await the end, decide, and again. Everybody else only leaves a wish (kill, restart) behind a lock and wakes that thread; it
 * alone moves the state. A wish that comes while the driver starts the task is served as soon as the driver has answered.
 *
 * <p>Each step is kept in the node's local store. The next process of the agent enters the same loop with the phase that was kept, and
 * so goes on with a task that runs, waits or restarts, as if nothing had happened.
 */
public final class TaskRunner {
    /** What the group has to say to the start of a task. Both return false when the task was killed while it waited. */
    public interface Turn {
        /** Waits until the tasks that come first are where they should be. */
        boolean await(TaskRunner task) throws InterruptedException;

        /** Waits until servers have said, since the start of this process, that the task is still wanted. */
        boolean awaitServers(TaskRunner task) throws InterruptedException;
    }

    private static final System.Logger LOGGER = System.getLogger(TaskRunner.class.getName());

    private final String name;
    private final TaskSite site;
    private final TaskPreparation preparation;
    private final FileIsolation fileIsolation;
    private final Turn turn;
    private final Runnable listener;
    private final TaskStatus status;
    private final TaskEvents events;
    private final CountDownLatch ended = new CountDownLatch(1);

    private final CountDownLatch settled = new CountDownLatch(1);
    private final TaskWishes wishes = new TaskWishes();
    private final RestartTracker restarts;
    private final TaskJournal journal;
    private volatile TaskSpec spec;
    private Duration delay = Duration.ZERO;

    /** What was restored may be stale: the servers may have replaced a task that is not running. */
    private boolean stale;

    private volatile boolean adopted;

    /**
     * A runner that does nothing until {@link #run()}. With a journal that was written by an earlier process it goes on from there.
     *
     * @param driver the driver that the task names, when this node has it
     * @param listener called after every change of the status
     */
    public TaskRunner(
            TaskSpec spec,
            TaskSite site,
            AllocFolders folders,
            Optional<Driver> driver,
            Turn turn,
            TaskJournal journal,
            Runnable listener) {
        this.name = spec.task().name();
        this.spec = spec;
        this.site = site;
        this.preparation = new TaskPreparation(site, folders, driver);
        this.fileIsolation = driver.map(Driver::fileIsolation).orElse(FileIsolation.NONE);
        this.turn = turn;
        this.journal = journal;
        this.listener = listener;
        this.events = site.events();
        this.restarts = new RestartTracker(spec.restartPolicy(), spec.runsForever(), site.clock(), site.random());
        this.status = new TaskStatus(spec.allocation().id() + "/" + name, site.clock(), this::changed);
        this.stale = journal.restore(status, restarts);
        if (status.phase() == TaskPhase.BACKING_OFF) {
            delay = journal.untilNextStart(site.clock());
        }
    }

    private void changed() {
        journal.save(status, restarts);
        listener.run();
    }

    public TaskSpec spec() {
        return spec;
    }

    public TaskStatus status() {
        return status;
    }

    /** Takes a newer form of the task, which counts from its next start. */
    public void update(TaskSpec newer) {
        spec = newer;
    }

    /** The servers, who had lost sight of the node, ask for it again. */
    public void reconnected() {
        if (status.phase() == TaskPhase.RUNNING) {
            status.event(events.reconnected());
        }
    }

    public boolean isKilled() {
        return wishes.isKilled();
    }

    /** Runs the task to its end. */
    public void run() {
        try {
            if (!stale) {
                status.event(events.received());
            }
            while (!status.isDead()) {
                if (status.phase() != TaskPhase.RUNNING) {
                    settled.countDown();
                }
                step(status.phase());
            }
        } catch (InterruptedException stopped) {
            LOGGER.log(Level.DEBUG, "the runner of task {0} was interrupted", name);
            die("interrupted");
        } catch (RuntimeException fault) {
            LOGGER.log(Level.ERROR, "the runner of task " + name + " failed", fault);
            status.event(events.driverFailure("internal fault: " + fault));
            status.markFailed();
            die("internal fault");
        } finally {
            settled.countDown();
            ended.countDown();
        }
    }

    private void step(TaskPhase phase) throws InterruptedException {
        switch (phase) {
            case WAITING -> awaitTurn();
            case PREPARING, STARTING -> prepareAndRun();
            case RUNNING -> reattach();
            case BACKING_OFF -> awaitDelay();
            case DEAD -> {}
        }
    }

    private void awaitTurn() throws InterruptedException {
        if (awaitServers() && turn.await(this)) {
            status.become(TaskPhase.PREPARING, "its turn", events.setup("Building Task Directory"));
        } else {
            status.become(TaskPhase.DEAD, "killed before its turn", events.killed());
        }
    }

    /** Nothing is started on the word of an earlier process alone. */
    private boolean awaitServers() throws InterruptedException {
        boolean wanted = !stale || turn.awaitServers(this);
        stale = false;
        return wanted;
    }

    /** Waits, at the start of the agent, until it is known whether the task of the earlier process still runs. */
    public boolean awaitSettled(Duration limit) throws InterruptedException {
        return settled.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** True for a task that was found again, and as long as this is not decided. */
    public boolean mayBeAdopted() {
        return adopted || settled.getCount() > 0;
    }

    /** Ends a task that will never be run, since its allocation cannot be prepared. */
    public void abandon(String reason) {
        status.become(TaskPhase.DEAD, reason, events.setupFailure(reason));
        ended.countDown();
    }

    private void die(String reason) {
        if (!status.isDead()) {
            status.become(TaskPhase.DEAD, reason);
        }
    }

    private void prepareAndRun() throws InterruptedException {
        if (!awaitServers()) {
            status.become(TaskPhase.DEAD, "killed before its start", events.killed());
            return;
        }
        switch (prepare().orElse(null)) {
            case null -> status.become(TaskPhase.DEAD, "killed while its files were made", events.killed());
            case TaskPreparation.Outcome.Refused(String reason, TaskEvent event) ->
                status.become(TaskPhase.DEAD, reason, event);
            case TaskPreparation.Outcome.Failed(boolean recoverable, TaskEvent event) ->
                afterwards(restarts.afterStartFailure(recoverable), event);
            case TaskPreparation.Outcome.Ready ready -> {
                status.become(TaskPhase.STARTING, "prepared");
                runOnce(ready);
            }
        }
    }

    /** Fetching and rendering may take long, so a kill ends them; empty when it did. */
    private Optional<TaskPreparation.Outcome> prepare() throws InterruptedException {
        return wishes.whileStarting(() -> preparation.prepare(spec, status::event));
    }

    /** One life of the task: ends in {@code BACKING_OFF} or {@code DEAD}. */
    private void runOnce(TaskPreparation.Outcome.Ready ready) throws InterruptedException {
        Optional<RunningTask> started;
        try {
            started = start(ready.driver(), ready.launch());
        } catch (DriverException fault) {
            afterwards(
                    restarts.afterStartFailure(fault.recoverable()),
                    events.driverFailure(String.valueOf(fault.getMessage())));
            return;
        }
        if (started.isEmpty()) {
            status.become(TaskPhase.DEAD, "killed while starting", events.killed());
            return;
        }
        journal.started(started.get().recoveryState());
        status.become(TaskPhase.RUNNING, "started", events.started());
        attend(started.get(), Optional.of(ready.templates()), ready.identities());
    }

    /** Goes on with a task that an earlier process of the agent has started. */
    private void reattach() throws InterruptedException {
        Optional<TaskExit> seen = journal.exit();
        if (seen.isPresent()) {
            conclude(seen.get());
            return;
        }
        try {
            RunningTask task = preparation.recover(spec, journal.handle());
            stale = !task.isRunning();
            adopted = true;
            wishes.started(task);
            settled.countDown();
            attend(task, preparation.templates(spec), preparation.identities(spec));
        } catch (DriverException fault) {
            String reason = String.valueOf(fault.getMessage());
            status.event(events.restoreFailed(reason));
            conclude(TaskExit.unknown("the task was not found again: " + reason));
        }
    }

    /** Waits for the end of the running task. Its exit is kept before the driver may forget it. */
    private void attend(RunningTask task, Optional<TaskTemplates> templates, TaskIdentities identities)
            throws InterruptedException {
        task.listen(notice -> status.event(events.driverMessage(notice)));
        if (wishes.takeEarlyKill()) {
            task.stop(killTimeout(), spec.task().killSignal());
        }
        TaskExit exit = await(task, templates, identities);
        wishes.ended();
        journal.ended(exit, status, restarts);
        task.destroy();
        conclude(exit);
    }

    private TaskExit await(RunningTask task, Optional<TaskTemplates> templates, TaskIdentities identities)
            throws InterruptedException {
        TemplateTarget target = new TemplateTarget(this);
        try (IdentityWatch _ = new IdentityWatch(identities, target, site)) {
            if (templates.isEmpty()) {
                return task.await();
            }
            try (TemplateWatch _ = new TemplateWatch(templates.get(), task, target, events, site.random(), adopted)) {
                return task.await();
            }
        }
    }

    private void conclude(TaskExit exit) {
        TaskEvent terminated = events.terminated(exit);
        if (wishes.isKilled()) {
            status.become(TaskPhase.DEAD, "killed", terminated, events.killed());
        } else if (wishes.takeRestart()) {
            delay = Duration.ZERO;
            journal.nextStart(site.clock().instant());
            status.become(TaskPhase.BACKING_OFF, "restart wished", terminated, events.restarting(Duration.ZERO, ""));
        } else {
            afterwards(restarts.afterExit(exit), terminated);
        }
    }

    private void afterwards(Decision decision, TaskEvent cause) {
        switch (decision) {
            case Decision.Complete complete -> status.become(TaskPhase.DEAD, "complete", cause);
            case Decision.Fail fail ->
                status.become(TaskPhase.DEAD, fail.reason(), cause, events.notRestarting(fail.reason()));
            case Decision.Restart restart -> {
                delay = restart.delay();
                journal.nextStart(site.clock().instant().plus(delay));
                status.become(
                        TaskPhase.BACKING_OFF, restart.reason(), cause, events.restarting(delay, restart.reason()));
            }
        }
    }

    /** Asks the driver; empty when the task was killed meanwhile and nothing runs. */
    private Optional<RunningTask> start(Driver driver, TaskLaunch launch) throws DriverException, InterruptedException {
        return wishes.whileStarting(() -> {
            try (StartLimits.Place _ = site.starts().take(driver)) {
                RunningTask task = driver.start(launch, message -> status.event(events.driverMessage(message)));
                wishes.started(task);
                return task;
            }
        });
    }

    /** Waits out the restart delay; a wish ends it early. */
    private void awaitDelay() throws InterruptedException {
        wishes.awaitDelay(delay);
        if (wishes.isKilled()) {
            status.become(TaskPhase.DEAD, "killed while it waited for its restart", events.killed());
        } else {
            status.become(TaskPhase.PREPARING, "restart");
        }
    }

    private Duration killTimeout() {
        return spec.killTimeout(site.maxKillTimeout());
    }

    /**
     * Ends the task for good and returns when it is dead: shutdown delay, kill signal, kill timeout, force.
     *
     * @param cause an event that says why, if there is more to say than that it was asked for
     */
    public void kill(Optional<TaskEvent> cause, boolean skipShutdownDelay) throws InterruptedException {
        Optional<RunningTask> task = wishes.kill(() -> {
            if (!status.isDead()) {
                cause.ifPresent(status::event);
            }
        });
        listener.run();
        if (task.isPresent()) {
            Duration shutdownDelay = spec.task().shutdownDelay();
            if (shutdownDelay.isPositive() && skipShutdownDelay) {
                status.event(events.skippingShutdownDelay());
            } else if (shutdownDelay.isPositive()) {
                status.event(events.waitingForShutdownDelay(shutdownDelay));
                ended.await(shutdownDelay.toMillis(), TimeUnit.MILLISECONDS);
            }
            Duration timeout = killTimeout();
            status.event(events.killing(timeout));
            task.get().stop(timeout, spec.task().killSignal());
        }
        ended.await();
    }

    /**
     * Ends the running process so that the task starts anew; does not count as a failure.
     *
     * @throws DriverException when the task is not running
     */
    public void restart(String reason) throws DriverException, InterruptedException {
        if (wishes.isKilled() || status.isDead()) {
            throw notRunning();
        }
        status.event(events.restartSignaled(reason));
        Optional<RunningTask> task = wishes.restart(status.phase() == TaskPhase.BACKING_OFF);
        if (task.isPresent()) {
            task.get().stop(killTimeout(), spec.task().killSignal());
        }
    }

    private DriverException notRunning() {
        return new DriverException("Task \"" + name + "\" is not running");
    }

    /**
     * Signals the process.
     *
     * @throws DriverException when the task is not running or the signal is unknown
     */
    public void signal(String signal, String reason) throws DriverException {
        RunningTask task = wishes.running().orElseThrow(this::notRunning);
        status.event(events.signaling(signal, reason));
        task.signal(signal);
    }

    /**
     * Runs a command inside the task, for as long as somebody watches.
     *
     * @throws DriverException when the task is not running, its driver runs no commands, or the program is not found
     */
    public ExecSession exec(ExecSession.Request request) throws DriverException, InterruptedException {
        return wishes.running().orElseThrow(this::notRunning).exec(request);
    }

    /** What files commands inside the task see. */
    public FileIsolation fileIsolation() {
        return fileIsolation;
    }

    public Optional<TaskUsage> usage() {
        return wishes.running().flatMap(RunningTask::usage);
    }
}
