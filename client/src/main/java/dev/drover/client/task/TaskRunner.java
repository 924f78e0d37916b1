package dev.drover.client.task;

import dev.drover.client.task.RestartTracker.Decision;
import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskLaunch;
import dev.drover.driver.TaskUsage;
import dev.drover.model.alloc.TaskEvent;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs one task from its turn in the group to its end, on one thread that reads from top to bottom: wait, prepare, start, await the
 * end, decide, and again. Everybody else only leaves a wish (kill, restart) behind a lock and wakes that thread; it alone moves the
 * state. A wish that comes while the driver starts the task is served as soon as the driver has answered.
 */
public final class TaskRunner {
    /** Waits until the tasks that come first are where they should be. */
    @FunctionalInterface
    public interface Turn {
        /** Returns false when the task was killed while it waited. */
        boolean await(TaskRunner task) throws InterruptedException;
    }

    private static final System.Logger LOGGER = System.getLogger(TaskRunner.class.getName());

    private final String name;
    private final TaskSite site;
    private final AllocFolders folders;
    private final Optional<Driver> driver;
    private final Turn turn;
    private final Runnable listener;
    private final TaskStatus status;
    private final TaskEvents events;
    private final CountDownLatch ended = new CountDownLatch(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wished = lock.newCondition();
    private volatile TaskSpec spec;
    private volatile boolean killed;
    private boolean restartWished;
    private Duration delay = Duration.ZERO;
    private @Nullable RunningTask running;
    private @Nullable Thread starting;

    /**
     * A runner that does nothing until {@link #run()}.
     *
     * @param driver the driver that the task names, when this node has it
     * @param listener called after every change of the status
     */
    public TaskRunner(
            TaskSpec spec, TaskSite site, AllocFolders folders, Optional<Driver> driver, Turn turn, Runnable listener) {
        this.name = spec.task().name();
        this.spec = spec;
        this.site = site;
        this.folders = folders;
        this.driver = driver;
        this.turn = turn;
        this.listener = listener;
        this.events = site.events();
        this.status = new TaskStatus(spec.allocation().id() + "/" + name, site.clock(), listener);
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

    public boolean isKilled() {
        return killed;
    }

    /** Runs the task to its end. */
    public void run() {
        try {
            status.event(events.received());
            if (turn.await(this)) {
                runToEnd();
            } else {
                status.become(TaskPhase.DEAD, "killed before its turn", events.killed());
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
            ended.countDown();
        }
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

    private void runToEnd() throws InterruptedException {
        status.become(TaskPhase.PREPARING, "its turn", events.setup("Building Task Directory"));
        RestartTracker restarts =
                new RestartTracker(spec.restartPolicy(), spec.runsForever(), site.clock(), site.random());
        while (!status.isDead()) {
            Optional<TaskLaunch> launch = prepare();
            if (launch.isEmpty()) {
                return;
            }
            status.become(TaskPhase.STARTING, "prepared");
            runOnce(launch.get(), restarts);
            awaitDelay();
        }
    }

    private Optional<TaskLaunch> prepare() {
        if (driver.isEmpty()) {
            String fault = "this node has no driver \"" + spec.task().driver() + "\"";
            status.become(TaskPhase.DEAD, fault, events.setupFailure(fault));
            return Optional.empty();
        }
        try {
            FileIsolation isolation = driver.get().fileIsolation();
            TaskLaunch launch = new LaunchBuilder(spec, site, folders, isolation).prepare();
            List<String> faults = driver.get().validate(launch.config());
            if (!faults.isEmpty()) {
                String fault = String.join("; ", faults);
                status.become(TaskPhase.DEAD, fault, events.invalid(fault));
                return Optional.empty();
            }
            return Optional.of(launch);
        } catch (SetupException fault) {
            String reason = String.valueOf(fault.getMessage());
            status.become(TaskPhase.DEAD, reason, events.setupFailure(reason));
            return Optional.empty();
        }
    }

    /** One life of the task: ends in {@code BACKING_OFF} or {@code DEAD}. */
    private void runOnce(TaskLaunch launch, RestartTracker restarts) throws InterruptedException {
        Optional<RunningTask> started;
        try {
            started = start(launch);
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
        RunningTask task = started.get();
        status.become(TaskPhase.RUNNING, "started", events.started());
        if (killed) {
            task.stop(killTimeout(), spec.task().killSignal());
        }
        TaskExit exit = task.await();
        withLock(() -> running = null);
        task.destroy();
        TaskEvent terminated = events.terminated(exit);
        if (killed) {
            status.become(TaskPhase.DEAD, "killed", terminated, events.killed());
        } else if (takeRestartWish()) {
            status.become(TaskPhase.BACKING_OFF, "restart wished", terminated, events.restarting(Duration.ZERO, ""));
            delay = Duration.ZERO;
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
                status.become(
                        TaskPhase.BACKING_OFF, restart.reason(), cause, events.restarting(delay, restart.reason()));
            }
        }
    }

    /** Asks the driver; empty when the task was killed meanwhile and nothing runs. */
    private Optional<RunningTask> start(TaskLaunch launch) throws DriverException, InterruptedException {
        withLock(() -> starting = killed ? null : Thread.currentThread());
        if (killed) {
            return Optional.empty();
        }
        try {
            RunningTask task =
                    driver.orElseThrow().start(launch, message -> status.event(events.driverMessage(message)));
            withLock(() -> running = task);
            return Optional.of(task);
        } catch (InterruptedException stopped) {
            if (!killed) {
                throw stopped;
            }
            return Optional.empty();
        } finally {
            withLock(() -> starting = null);
            // A kill may have interrupted just after the driver had answered: the wish is kept in the flag.
            if (killed) {
                Thread.interrupted();
            }
        }
    }

    /** Waits out the restart delay; a wish ends it early. */
    private void awaitDelay() throws InterruptedException {
        if (status.phase() != TaskPhase.BACKING_OFF) {
            return;
        }
        long nanos = delay.toNanos();
        lock.lockInterruptibly();
        try {
            while (nanos > 0 && !killed && !restartWished) {
                nanos = wished.awaitNanos(nanos);
            }
            restartWished = false;
        } finally {
            lock.unlock();
        }
        if (killed) {
            status.become(TaskPhase.DEAD, "killed while it waited for its restart", events.killed());
        } else {
            status.become(TaskPhase.PREPARING, "restart");
        }
    }

    private boolean takeRestartWish() {
        lock.lock();
        try {
            boolean wish = restartWished;
            restartWished = false;
            return wish;
        } finally {
            lock.unlock();
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
        RunningTask task = wishKill(cause);
        if (task != null) {
            Duration shutdownDelay = spec.task().shutdownDelay();
            if (shutdownDelay.isPositive() && skipShutdownDelay) {
                status.event(events.skippingShutdownDelay());
            } else if (shutdownDelay.isPositive()) {
                status.event(events.waitingForShutdownDelay(shutdownDelay));
                ended.await(shutdownDelay.toMillis(), TimeUnit.MILLISECONDS);
            }
            Duration timeout = killTimeout();
            status.event(events.killing(timeout));
            task.stop(timeout, spec.task().killSignal());
        }
        ended.await();
    }

    private @Nullable RunningTask wishKill(Optional<TaskEvent> cause) {
        lock.lock();
        try {
            boolean first = !killed;
            killed = true;
            wished.signalAll();
            if (first && !status.isDead()) {
                cause.ifPresent(status::event);
            }
            if (starting != null) {
                starting.interrupt();
            }
            return first ? running : null;
        } finally {
            lock.unlock();
            listener.run();
        }
    }

    /**
     * Ends the running process so that the task starts anew; does not count as a failure.
     *
     * @throws DriverException when the task is not running
     */
    public void restart(String reason) throws DriverException, InterruptedException {
        RunningTask task;
        lock.lock();
        try {
            if (killed || status.isDead()) {
                throw new DriverException("Task \"" + name + "\" is not running");
            }
            task = running;
            restartWished = task != null || status.phase() == TaskPhase.BACKING_OFF;
            status.event(events.restartSignaled(reason));
            wished.signalAll();
        } finally {
            lock.unlock();
        }
        if (task != null) {
            task.stop(killTimeout(), spec.task().killSignal());
        }
    }

    /**
     * Signals the process.
     *
     * @throws DriverException when the task is not running or the signal is unknown
     */
    public void signal(String signal, String reason) throws DriverException {
        RunningTask task = current();
        if (task == null) {
            throw new DriverException("Task \"" + name + "\" is not running");
        }
        status.event(events.signaling(signal, reason));
        task.signal(signal);
    }

    public Optional<TaskUsage> usage() {
        RunningTask task = current();
        return task == null ? Optional.empty() : task.usage();
    }

    private @Nullable RunningTask current() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    private void withLock(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
