package dev.drover.client.alloc;

import dev.drover.client.check.CheckResult;
import dev.drover.client.check.ServiceChecks;
import dev.drover.client.task.AllocFolders;
import dev.drover.client.task.TaskEvents;
import dev.drover.client.task.TaskRunner;
import dev.drover.client.task.TaskSpec;
import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of one allocation. Each task has a runner with a thread of its own; this one watches them all and does what the group
 * needs: gives each its turn, stops the others when one failed or the leader ended, and reports every change.
 */
public final class AllocRunner {
    private static final System.Logger LOGGER = System.getLogger(AllocRunner.class.getName());

    private final AllocSite site;
    private final AllocFolders folders;
    private final Map<String, TaskRunner> tasks = new LinkedHashMap<>();
    private final GroupLifecycle lifecycle;
    private final TaskEvents events;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private volatile Allocation allocation;
    private volatile boolean stopping;
    private volatile ServiceChecks checks;
    private ClientState lastReported = ClientState.PENDING;
    private @Nullable AllocDeploymentStatus health;
    private @Nullable DeploymentHealth healthWatch;

    AllocRunner(Allocation allocation, Job job, TaskGroup group, AllocSite site) {
        this.site = site;
        this.allocation = allocation;
        this.folders = new AllocFolders(site.allocDir().resolve(allocation.id()));
        this.events = new TaskEvents(site.tasks().clock());
        for (Task task : group.tasks()) {
            tasks.put(
                    task.name(),
                    new TaskRunner(
                            new TaskSpec(allocation, job, group, task),
                            site.tasks(),
                            folders,
                            Optional.ofNullable(site.drivers().get(task.driver())),
                            this::awaitTurn,
                            this::taskChanged));
        }
        this.lifecycle = new GroupLifecycle(tasks.values());
        this.checks = noChecks();
    }

    private ServiceChecks noChecks() {
        TaskGroup none = TaskGroupBuilder.builder().build();
        return ServiceChecks.start(allocation, none, site.tasks().clock(), this::healthChanged);
    }

    private void startChecks() {
        TaskGroup group = group();
        checks = ServiceChecks.start(allocation, group, site.tasks().clock(), this::healthChanged);
    }

    private TaskGroup group() {
        return tasks.values().iterator().next().spec().group();
    }

    /** The newest answers of the checks of its services. */
    public Map<String, CheckResult> checkResults() {
        return checks.results();
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

    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /**
     * Runs everything to its end, on the caller's thread.
     *
     * @param previous the allocation that this one replaces here, which must end first
     */
    void run(Optional<AllocRunner> previous) {
        try {
            if (previous.isPresent()) {
                previous.get().awaitEnd();
            }
            folders.createShared();
            startChecks();
            watchHealth();
            tasks.forEach((name, task) -> Thread.ofVirtual()
                    .name("task " + allocation.id() + "/" + name)
                    .start(task::run));
            watchTasks();
        } catch (IOException fault) {
            LOGGER.log(Level.ERROR, "folders of allocation " + allocation.id() + " cannot be made", fault);
            tasks.values().forEach(task -> task.abandon("the allocation's folders cannot be made: " + fault));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            closeHealthWatch();
            checks.close();
            ended.countDown();
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
            kill(lifecycle.leftovers(), Optional.of(events.mainTasksDead()), false);
        }
    }

    private boolean awaitTurn(TaskRunner task) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!task.isKilled() && !lifecycle.isTurnOf(task)) {
                changed.await();
            }
            return !task.isKilled();
        } finally {
            lock.unlock();
        }
    }

    private void taskChanged() {
        lock.lock();
        try {
            report(false);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        healthChanged();
    }

    private void healthChanged() {
        lock.lock();
        try {
            if (healthWatch != null) {
                healthWatch.changed();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Must be called with the lock, so that states are reported in the order in which they happened. */
    private void report(boolean atOnce) {
        Map<String, TaskState> states = new LinkedHashMap<>();
        tasks.forEach((name, task) -> states.put(name, task.status().wire()));
        ClientState state = ClientState.of(states.values());
        site.reporter().report(update(state, states), atOnce || !state.equals(lastReported));
        lastReported = state;
    }

    private Allocation update(ClientState state, Map<String, TaskState> states) {
        Allocation wanted = allocation;
        return AllocationBuilder.builder()
                .id(wanted.id())
                .namespace(wanted.namespace())
                .nodeId(wanted.nodeId())
                .jobId(wanted.jobId())
                .taskGroup(wanted.taskGroup())
                .desiredStatus(wanted.desiredStatus())
                .clientStatus(state.status())
                .clientDescription(state.description())
                .taskStates(states)
                .deploymentId(wanted.deploymentId())
                .deploymentStatus(health)
                .build();
    }

    private void watchHealth() {
        Allocation wanted = allocation;
        TaskGroup group = group();
        if (wanted.deploymentId().isEmpty() || !DeploymentHealth.isWatched(group)) {
            return;
        }
        DeploymentHealth watch = new DeploymentHealth(group, this::look, this::healthKnown);
        lock.lock();
        try {
            healthWatch = watch;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("health " + wanted.id()).start(watch::run);
    }

    private DeploymentHealth.Look look() {
        long restarts = tasks.values().stream()
                .mapToLong(task -> task.status().wire().restarts())
                .sum();
        boolean good = lifecycle.healthy() && (!DeploymentHealth.dependsOnChecks(group()) || checks.pass());
        return new DeploymentHealth.Look(lifecycle.failed().isPresent(), good, restarts);
    }

    private void healthKnown(boolean healthy) {
        lock.lock();
        try {
            AllocDeploymentStatus before = allocation.deploymentStatus();
            boolean canary = before != null && before.canary();
            health = new AllocDeploymentStatus(healthy, site.tasks().clock().instant(), canary, 0);
            report(true);
        } finally {
            lock.unlock();
        }
    }

    private void closeHealthWatch() {
        lock.lock();
        try {
            if (healthWatch != null) {
                healthWatch.close();
                healthWatch = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a newer form of the allocation; a new deployment is watched for its health. */
    void update(Allocation newer, Job job, TaskGroup group) {
        boolean otherServices = !group.services().equals(group().services());
        boolean otherDeployment = !newer.deploymentId().equals(allocation.deploymentId());
        allocation = newer;
        for (Task task : group.tasks()) {
            TaskRunner runner = tasks.get(task.name());
            if (runner != null) {
                runner.update(new TaskSpec(newer, job, group, task));
            }
        }
        if (otherServices && !hasEnded()) {
            checks.close();
            startChecks();
        }
        if (otherDeployment && !hasEnded()) {
            closeHealthWatch();
            health = null;
            watchHealth();
        }
    }

    /** Stops the tasks in their order, as the servers want it, and returns at once. */
    void stop(Allocation wanted) {
        allocation = wanted;
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

    static boolean isStopWanted(Allocation allocation) {
        return allocation.desiredStatus() != DesiredStatus.RUN;
    }

    private void stopTasks(Optional<TaskEvent> cause, boolean hurry) throws InterruptedException {
        stopping = true;
        for (List<TaskRunner> wave : lifecycle.stopOrder()) {
            kill(wave, cause, hurry);
        }
    }

    /** Ends everything, poststop tasks too, and returns when all are dead. */
    void shutDown() throws InterruptedException {
        stopTasks(Optional.empty(), true);
        kill(List.copyOf(tasks.values()), Optional.empty(), true);
        ended.await();
    }

    private static void kill(List<TaskRunner> wave, Optional<TaskEvent> cause, boolean hurry)
            throws InterruptedException {
        List<Thread> kills = new ArrayList<>();
        for (TaskRunner task : wave) {
            if (!task.status().isDead()) {
                kills.add(Thread.ofVirtual().start(() -> {
                    try {
                        task.kill(cause, hurry);
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
        }
        for (Thread each : kills) {
            each.join();
        }
    }
}
