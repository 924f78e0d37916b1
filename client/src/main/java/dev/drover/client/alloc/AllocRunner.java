package dev.drover.client.alloc;

import dev.drover.client.check.CheckResult;
import dev.drover.client.data.Inheritance;
import dev.drover.client.store.LocalStore;
import dev.drover.client.store.StoredAllocation;
import dev.drover.client.store.StoredTask;
import dev.drover.client.task.AllocFolders;
import dev.drover.client.task.TaskEvents;
import dev.drover.client.task.TaskJournal;
import dev.drover.client.task.TaskRunner;
import dev.drover.client.task.TaskSpec;
import dev.drover.client.task.TaskStatus;
import dev.drover.driver.Driver;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.network.NetworkException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Runs the tasks of one allocation. Each task has a runner with a thread of its own; this one watches them all and does what the group
 * needs: gives each its turn, stops the others when one failed or the leader ended, and reports every change. What it needs to go on
 * after a restart of the agent is in the local store.
 */
public final class AllocRunner {
    private static final System.Logger LOGGER = System.getLogger(AllocRunner.class.getName());

    private final AllocFolders folders;
    private final Map<String, TaskRunner> tasks = new LinkedHashMap<>();
    private final GroupLifecycle lifecycle;
    private final TaskEvents events;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final AllocHealth health;
    private final AllocReport report;
    private final GroupStop stop;
    private final AllocNetwork network;

    private final List<Driver> drivers;
    private final Inheritance inheritance;
    private final LocalStore store;
    private final Instant since;
    private final boolean restored;

    private volatile Allocation allocation;
    private volatile boolean confirmed;
    private volatile boolean stopping;
    private volatile boolean outOfTime;

    /** @param earlier what an earlier process of the agent has kept of it, when there was one */
    AllocRunner(Allocation allocation, Job job, TaskGroup group, AllocSite site, Optional<StoredAllocation> earlier) {
        this.allocation = allocation;
        this.store = site.store();
        this.inheritance = site.inheritance();
        this.drivers = group.tasks().stream()
                .map(Task::driver)
                .distinct()
                .flatMap(name -> Stream.ofNullable(site.drivers().get(name)))
                .toList();
        this.restored = earlier.isPresent();
        this.confirmed = earlier.isEmpty();
        this.since = earlier.map(StoredAllocation::since).orElseGet(site.tasks().clock()::instant);
        this.folders = new AllocFolders(site.allocDir().resolve(allocation.id()));
        this.events = new TaskEvents(site.tasks().clock());
        Map<String, StoredTask> states = restored ? store.tasks(allocation.id()) : Map.of();
        for (Task task : group.tasks()) {
            tasks.put(
                    task.name(),
                    new TaskRunner(
                            new TaskSpec(allocation, job, group, task),
                            site.tasks(),
                            folders,
                            Optional.ofNullable(site.drivers().get(task.driver())),
                            new GroupTurn(),
                            new TaskJournal(
                                    store, allocation.id(), task.name(), Optional.ofNullable(states.get(task.name()))),
                            this::taskChanged));
        }
        this.lifecycle = new GroupLifecycle(tasks.values());
        this.stop = new GroupStop(lifecycle);
        this.network = new AllocNetwork(site.tasks().networks(), site.tasks().region());
        this.report = new AllocReport(tasks, site.reporter());
        this.health = new AllocHealth(tasks.values(), lifecycle, site.tasks().clock(), this::healthDecided);
        earlier.ifPresent(kept -> health.restore(kept.health(), kept.healthDeadline()));
    }

    /** What the next process of the agent is to know. */
    private void keep() {
        store.put(new StoredAllocation(
                allocation,
                since,
                health.verdict().orElse(null),
                health.deadline().orElse(null)));
    }

    private void healthDecided() {
        keep();
        report(true);
    }

    private TaskSpec spec() {
        return tasks.values().iterator().next().spec();
    }

    private TaskGroup group() {
        return spec().group();
    }

    /** The newest answers of the checks of its services. */
    public Map<String, CheckResult> checkResults() {
        return health.checkResults();
    }

    public Allocation allocation() {
        return allocation;
    }

    public AllocFolders folders() {
        return folders;
    }

    public Map<String, TaskRunner> tasks() {
        return Map.copyOf(tasks);
    }

    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** When its last task ended; {@link Instant#EPOCH} when none has ever run. */
    Instant finishedAt() {
        return tasks.values().stream()
                .flatMap(task -> Stream.ofNullable(task.status().wire().finishedAt()))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** Waits until all tasks have ended for good. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** As {@link #awaitEnd()}, but no longer than that; false when it has not ended then. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells running tasks that the folders hold more than the group's {@code ephemeral_disk} has. Nothing is ended for it. */
    public void overDisk(long usedBytes, long limitBytes) {
        tasks.values().stream()
                .map(TaskRunner::status)
                .filter(TaskStatus::isRunning)
                .forEach(status -> status.event(events.overDisk(usedBytes, limitBytes)));
    }

    /**
     * Runs everything to its end, on the caller's thread.
     *
     * @param leaving what this one replaces or has pushed aside here, which must end first
     */
    void run(List<AllocRunner> leaving) {
        try {
            for (AllocRunner other : leaving) {
                other.awaitEnd();
            }
            folders.createShared();
            if (!restored) {
                inheritance
                        .take(allocation, group(), folders)
                        .ifPresent(fault ->
                                tasks.values().forEach(task -> task.status().event(events.withoutData(fault))));
            }
            if (!allDead()) {
                network.prepare(allocation, spec().job(), group());
                health.start(allocation, group());
            }
            keep();
            tasks.forEach((name, task) -> Thread.ofVirtual()
                    .name("task " + allocation.id() + "/" + name)
                    .start(task::run));
            if (restored) {
                report(true);
            }
            watchTime();
            watchTasks();
        } catch (IOException fault) {
            LOGGER.log(Level.ERROR, "folders of allocation " + allocation.id() + " cannot be made", fault);
            tasks.values().forEach(task -> task.abandon("the allocation's folders cannot be made: " + fault));
        } catch (NetworkException fault) {
            LOGGER.log(Level.WARNING, "allocation {0} gets no network: {1}", allocation.id(), fault.getMessage());
            tasks.values().forEach(task -> task.abandon("the group's network cannot be made: " + fault.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            health.close();
            leaveNetwork();
            forgetSecrets();
            ended.countDown();
        }
    }

    private void leaveNetwork() {
        try {
            drivers.forEach(driver -> driver.leave(allocation.id()));
            network.remove(allocation.id());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void forgetSecrets() {
        try {
            for (String task : allDead() ? tasks.keySet() : Set.<String>of()) {
                folders.forgetSecrets(task);
            }
        } catch (IOException fault) {
            LOGGER.log(Level.WARNING, "secrets of allocation {0} stay: {1}", allocation.id(), fault.getMessage());
        }
    }

    /** Has the tasks ended once they have run as long as they may. */
    private void watchTime() {
        Duration longest = group().maxRunDuration();
        if (longest != null) {
            Duration left = longest.minus(Duration.between(since, events.now()));
            Thread.ofVirtual().name("time " + allocation.id()).start(() -> {
                try {
                    if (!ended.await(left.toMillis(), TimeUnit.MILLISECONDS)) {
                        outOfTime = true;
                        stopTasks(Optional.of(events.outOfTime(longest)), false);
                    }
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    private void watchTasks() throws InterruptedException {
        while (true) {
            lock.lockInterruptibly();
            try {
                while (!needsAction()) {
                    changed.await();
                }
            } finally {
                lock.unlock();
            }
            if (allDead()) {
                return;
            }
            act();
        }
    }

    private boolean needsAction() {
        boolean groupIsOver =
                lifecycle.failed().isPresent() || lifecycle.deadLeader().isPresent() || lifecycle.mainTasksDead();
        return allDead() || (!stopping && groupIsOver);
    }

    private boolean allDead() {
        return tasks.values().stream().allMatch(task -> task.status().isDead());
    }

    /** Stops what must not live on. */
    private void act() throws InterruptedException {
        Optional<TaskRunner> failed = lifecycle.failed();
        if (failed.isPresent()) {
            stopTasks(
                    Optional.of(events.siblingFailed(failed.get().spec().task().name())), false);
        } else if (lifecycle.deadLeader().isPresent()) {
            stopTasks(Optional.of(events.leaderDead()), false);
        } else {
            stopping = true;
            stop.together(lifecycle.leftovers(), Optional.of(events.mainTasksDead()), false);
        }
    }

    private final class GroupTurn implements TaskRunner.Turn {
        @Override
        public boolean await(TaskRunner task) throws InterruptedException {
            return awaitUnlessKilled(task, () -> lifecycle.isTurnOf(task));
        }

        @Override
        public boolean awaitServers(TaskRunner task) throws InterruptedException {
            return awaitUnlessKilled(task, () -> confirmed);
        }
    }

    private boolean awaitUnlessKilled(TaskRunner task, BooleanSupplier condition) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!task.isKilled() && !condition.getAsBoolean()) {
                changed.await();
            }
            return !task.isKilled();
        } finally {
            lock.unlock();
        }
    }

    /** The servers have said what they want of this node, and what they do not want any more was told to stop. */
    void confirm() {
        lock.lock();
        try {
            confirmed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void taskChanged() {
        report(false);
        health.changed();
    }

    private void report(boolean atOnce) {
        lock.lock();
        try {
            report.send(allocation, health.verdict(), network.status(allocation.id()), outOfTime, atOnce);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a newer form of the allocation; a new deployment is watched for its health. */
    void update(Allocation newer, Job job, TaskGroup group) {
        Allocation before = allocation;
        TaskGroup groupBefore = group();
        allocation = newer;
        for (Task task : group.tasks()) {
            TaskRunner runner = tasks.get(task.name());
            if (runner != null) {
                runner.update(new TaskSpec(newer, job, group, task));
            }
        }
        health.update(before, groupBefore, newer, group);
        keep();
        if (newer.clientStatus() == ClientStatus.UNKNOWN) {
            // The servers had lost sight of this node, and wait to hear what became of it.
            tasks.values().forEach(TaskRunner::reconnected);
            report(true);
        }
    }

    /** Stops the tasks in their order, as the servers want it, and returns at once. */
    void stop(Allocation wanted) {
        allocation = wanted;
        keep();
        DesiredTransition transition = wanted.desiredTransition();
        boolean hurry = transition != null && Boolean.TRUE.equals(transition.noShutdownDelay());
        Thread.ofVirtual().name("stop " + wanted.id()).start(() -> {
            try {
                awaitShutdownDelay(hurry);
                stopTasks(Optional.empty(), hurry);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void awaitShutdownDelay(boolean hurry) throws InterruptedException {
        Duration delay = group().shutdownDelay();
        if (delay != null && delay.isPositive() && !hurry) {
            ended.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** How long it may run on while no server answers; empty for any time. */
    Optional<Duration> longestWithoutServers() {
        DisconnectStrategy strategy = group().disconnect();
        Duration longest = strategy == null ? null : strategy.stopOnClientAfter();
        return Optional.ofNullable(longest == null ? group().stopAfterClientDisconnect() : longest)
                .filter(Duration::isPositive);
    }

    /** Stops the tasks since no server has answered for longer than the group allows, and returns at once. */
    void stopWithoutServers(Duration longest) {
        if (hasEnded() || stopping) {
            return;
        }
        LOGGER.log(Level.WARNING, "allocation {0} is stopped: no server has answered", allocation.id());
        Thread.ofVirtual().name("stop " + allocation.id()).start(() -> {
            try {
                stopTasks(Optional.of(events.withoutServers(longest)), false);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    static boolean isStopWanted(Allocation allocation) {
        return allocation.desiredStatus() != DesiredStatus.RUN;
    }

    private void stopTasks(Optional<TaskEvent> cause, boolean hurry) throws InterruptedException {
        stopping = true;
        stop.inOrder(cause, hurry);
    }

    /** Ends everything, poststop tasks too, and returns when all are dead. */
    void shutDown() throws InterruptedException {
        stopTasks(Optional.empty(), true);
        stop.together(tasks.values(), Optional.empty(), true);
        ended.await();
    }
}
