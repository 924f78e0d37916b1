package dev.drover.client.alloc;

import dev.drover.client.NodeAllocations;
import dev.drover.client.ServerConnection;
import dev.drover.client.data.Inheritance;
import dev.drover.client.data.RemoteData;
import dev.drover.client.host.MemoryFolder;
import dev.drover.client.store.LocalStore;
import dev.drover.client.store.StoredAllocation;
import dev.drover.client.task.AllocFolders;
import dev.drover.client.task.TaskSite;
import dev.drover.driver.Driver;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the allocations of this node as the servers want them: waits for a change, compares, and carries out the difference. Repeating
 * it does no harm, which is what happens after every lost connection.
 */
public final class AllocSync implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(AllocSync.class.getName());
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration LAST_REPORTS = Duration.ofSeconds(10);
    private static final Set<String> SYSTEM = Set.of("system", "sysbatch");
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String nodeId;
    private final ServerConnection servers;
    private final StatusReporter reporter;
    private final AllocSite site;
    private final boolean ephemeral;
    private final ConcurrentHashMap<String, AllocRunner> runners = new ConcurrentHashMap<>();

    /** What has ended and was cleared away, until the servers forget it: enough to know that it is not to be run again. */
    private final ConcurrentHashMap<String, Allocation> collected = new ConcurrentHashMap<>();

    /** What an earlier process of the agent has left, until the servers have spoken. */
    private final List<AllocRunner> restored = new ArrayList<>();

    private @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * A sync that begins with {@link #start}.
     *
     * @param store keeps what the next process of the agent goes on with
     * @param remote the way to data of allocations on other nodes
     * @param ephemeral whether tasks and folders end with it
     */
    public AllocSync(
            String nodeId,
            ServerConnection servers,
            Path allocDir,
            Map<String, Driver> drivers,
            TaskSite tasks,
            LocalStore store,
            RemoteData remote,
            boolean ephemeral) {
        this.nodeId = nodeId;
        this.servers = servers;
        this.ephemeral = ephemeral;
        this.reporter = new StatusReporter(servers);
        this.site =
                new AllocSite(allocDir, Map.copyOf(drivers), tasks, reporter, store, new Inheritance(allocDir, remote));
    }

    /**
     * Goes on with the allocations that an earlier process of the agent had, before any server is asked. Their tasks are found
     * again in the background.
     */
    public void restore() {
        for (StoredAllocation stored : site.store().allocations()) {
            Allocation allocation = stored.allocation();
            Optional<TaskGroup> group = group(allocation);
            Job job = allocation.job();
            if (job == null || group.isEmpty()) {
                collected.put(allocation.id(), allocation);
            } else {
                AllocRunner runner = new AllocRunner(allocation, job, group.get(), site, Optional.of(stored));
                runners.put(allocation.id(), runner);
            }
        }
        restored.addAll(runners.values());
        restored.forEach(this::run);
    }

    /** Makes room for allocations that are about to begin. */
    @FunctionalInterface
    public interface Room {
        /** Returns when there are that many bytes, or nothing more can be deleted. */
        void make(long bytes) throws InterruptedException;
    }

    public void start(Room room) {
        thread = Thread.ofVirtual().name("alloc-sync").start(() -> run(room));
    }

    public Optional<AllocRunner> runner(String allocationId) {
        return Optional.ofNullable(runners.get(allocationId));
    }

    private void run(Room room) {
        try {
            recovery().finish(restored);
            site.tasks().networks().sweep(id -> runner(id).isPresent());
            sweepSecrets();
        } catch (InterruptedException stopped) {
            return;
        }
        long index = 0;
        while (!closed) {
            try {
                NodeAllocations wanted = servers.awaitAllocations(nodeId, index, LONGEST_WAIT);
                index = wanted.index();
                if (!closed) {
                    reconcile(wanted.allocations(), room);
                    confirmRestored();
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException fault) {
                LOGGER.log(Level.WARNING, "allocations cannot be fetched: {0}", fault.getMessage());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /** What tasks have left in memory of which nobody knows any more. */
    private void sweepSecrets() {
        for (Path folder : MemoryFolder.below(site.allocDir())) {
            Path inside = site.allocDir().relativize(folder);
            String id = inside.getName(0).toString();
            boolean ofTask = inside.getNameCount() == 3
                    && AllocFolders.PRIVATE.contains(inside.getName(2).toString());
            try {
                if (ofTask && runner(id).isEmpty()) {
                    MemoryFolder.free(folder);
                }
            } catch (IOException fault) {
                LOGGER.log(Level.WARNING, "secrets stay in memory: {0}", fault.getMessage());
            }
        }
    }

    private Recovery recovery() {
        return new Recovery(nodeId, site.drivers().values(), this::runner);
    }

    private void confirmRestored() {
        restored.forEach(AllocRunner::confirm);
        restored.clear();
    }

    private static boolean pause() {
        try {
            Thread.sleep(RETRY);
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private void reconcile(List<Allocation> wanted, Room room) throws InterruptedException {
        Map<String, Allocation> known = new TreeMap<>();
        known.putAll(collected);
        runners.forEach((id, runner) -> known.put(id, runner.allocation()));
        List<AllocRunner> added = new ArrayList<>();
        for (AllocIntent intent : AllocIntent.difference(wanted, known)) {
            LOGGER.log(Level.DEBUG, "node {0}: {1}", nodeId, intent.getClass().getSimpleName());
            switch (intent) {
                case AllocIntent.Run run -> runnerFor(run.allocation()).ifPresent(added::add);
                case AllocIntent.Update update -> update(update.allocation());
                case AllocIntent.Stop stop ->
                    runner(stop.allocation().id()).ifPresent(runner -> runner.stop(stop.allocation()));
                case AllocIntent.Remove remove -> Thread.ofVirtual().start(() -> remove(remove.id()));
            }
        }
        if (!added.isEmpty()) {
            begin(added, room);
        }
    }

    private Optional<AllocRunner> runnerFor(Allocation allocation) {
        Optional<TaskGroup> group = group(allocation);
        Job job = allocation.job();
        if (job == null || group.isEmpty()) {
            LOGGER.log(Level.ERROR, "allocation {0} came without its job or group", allocation.id());
            return Optional.empty();
        }
        return Optional.of(new AllocRunner(allocation, job, group.get(), site, Optional.empty()));
    }

    /** They are known before room is made for them, so that nobody deletes what they inherit. */
    private void begin(List<AllocRunner> added, Room room) throws InterruptedException {
        added.forEach(runner -> runners.put(runner.allocation().id(), runner));
        try {
            room.make(added.stream()
                    .map(runner -> runner.allocation().allocatedResources())
                    .mapToLong(resources -> resources == null || resources.shared() == null
                            ? 0
                            : resources.shared().diskMb() << 20)
                    .sum());
        } catch (InterruptedException stopped) {
            added.forEach(runner -> runners.remove(runner.allocation().id(), runner));
            throw stopped;
        }
        added.forEach(this::run);
    }

    private void run(AllocRunner runner) {
        Allocation allocation = runner.allocation();
        List<AllocRunner> leaving = Stream.concat(
                        Stream.of(allocation.previousAllocation()), allocation.preemptedAllocations().stream())
                .flatMap(id -> runner(id).stream())
                .toList();
        Thread.ofVirtual().name("alloc " + allocation.id()).start(() -> runner.run(leaving));
        if (AllocRunner.isStopWanted(allocation)) {
            runner.stop(allocation);
        }
    }

    private void update(Allocation allocation) {
        Optional<TaskGroup> group = group(allocation);
        Job job = allocation.job();
        if (job != null && group.isPresent()) {
            runner(allocation.id()).ifPresent(runner -> runner.update(allocation, job, group.get()));
        }
    }

    private static Optional<TaskGroup> group(Allocation allocation) {
        Job job = allocation.job();
        return job == null
                ? Optional.empty()
                : job.taskGroups().stream()
                        .filter(group -> group.name().equals(allocation.taskGroup()))
                        .filter(group -> !group.tasks().isEmpty())
                        .findFirst();
    }

    /** Ends an allocation and deletes its folder. */
    private void remove(String id) {
        AllocRunner runner = runners.get(id);
        if (runner == null) {
            collected.remove(id);
            site.store().remove(id);
            return;
        }
        try {
            runner.shutDown();
            runner.folders().delete();
            runners.remove(id, runner);
            site.store().remove(id);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException fault) {
            LOGGER.log(Level.WARNING, "folder of allocation {0} cannot be deleted: {1}", id, fault.getMessage());
        }
    }

    /**
     * Deletes the folder of an ended allocation.
     *
     * @return false when it is unknown here or has not ended
     */
    public boolean collect(String id) {
        AllocRunner runner = runners.get(id);
        if (runner == null || !runner.hasEnded()) {
            return false;
        }
        discard(runner);
        return true;
    }

    /** Nothing but a stub stays in memory: the specification of the job and the events of the tasks weigh too much to keep. */
    private void discard(AllocRunner runner) {
        runner.folders().delete();
        Allocation allocation = runner.allocation();
        Allocation stub = AllocationBuilder.builder()
                .id(allocation.id())
                .desiredStatus(DesiredStatus.STOP)
                .allocModifyIndex(allocation.allocModifyIndex())
                .build();
        site.store().removeTasks(stub.id());
        site.store().put(new StoredAllocation(stub, null, null, null));
        collected.put(stub.id(), stub);
        runners.remove(stub.id(), runner);
    }

    /** Deletes the folders of all ended allocations. */
    public void collectAll() {
        runners.values().stream().filter(AllocRunner::hasEnded).forEach(this::discard);
    }

    /** How many allocations have folders here, whether they run or have ended. */
    public int size() {
        return runners.size();
    }

    /**
     * Deletes, at the same time, the folders of the allocations that ended first.
     *
     * @return how many were deleted; 0 when there are none or none can be
     */
    public int collectOldest(int count) throws InterruptedException {
        Set<String> inherited = running().stream()
                .map(runner -> runner.allocation().previousAllocation())
                .collect(Collectors.toSet());
        List<AllocRunner> oldest = runners.values().stream()
                .filter(AllocRunner::hasEnded)
                .filter(runner -> !inherited.contains(runner.allocation().id()))
                .sorted(Comparator.comparing(AllocRunner::finishedAt))
                .limit(count)
                .toList();
        AtomicInteger deleted = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (AllocRunner runner : oldest) {
            threads.add(Thread.ofVirtual().name("collect").start(() -> {
                try {
                    discard(runner);
                    deleted.incrementAndGet();
                } catch (UncheckedIOException fault) {
                    LOGGER.log(
                            Level.WARNING,
                            "folder of allocation {0} cannot be deleted: {1}",
                            runner.allocation().id(),
                            fault.getMessage());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return deleted.get();
    }

    /**
     * Stops what must not run on without servers.
     *
     * @param since how long no server has answered
     */
    public void withoutServers(Duration since) {
        for (AllocRunner runner : runners.values()) {
            Optional<Duration> longest = runner.longestWithoutServers();
            if (longest.isPresent() && since.compareTo(longest.get()) >= 0) {
                runner.stopWithoutServers(longest.get());
            }
        }
    }

    /** What has not ended. */
    public List<AllocRunner> running() {
        return runners.values().stream().filter(runner -> !runner.hasEnded()).toList();
    }

    /**
     * Waits until the servers have had everything here stopped, and know it.
     *
     * @param systemJobs whether what system jobs run has to end as well
     * @return whether that was so in time
     */
    public boolean awaitDrained(boolean systemJobs, Duration limit) throws InterruptedException {
        Instant end = site.tasks().clock().instant().plus(limit);
        for (AllocRunner runner : running()) {
            Job job = runner.allocation().job();
            boolean waits = systemJobs || job == null || !SYSTEM.contains(job.type());
            Duration left = Duration.between(site.tasks().clock().instant(), end);
            if (waits && !runner.awaitEnd(left)) {
                return false;
            }
        }
        return reporter.awaitSent(LAST_REPORTS);
    }

    /** Stops to follow the servers; in an ephemeral client, all tasks end in parallel and their folders are deleted. */
    @Override
    public void close() {
        closed = true;
        try {
            if (thread != null) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(5));
            }
            if (ephemeral) {
                removeAll();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        site.store().close();
        reporter.close();
    }

    private void removeAll() throws InterruptedException {
        List<Thread> removals = new ArrayList<>();
        for (String id : runners.keySet()) {
            removals.add(Thread.ofVirtual().name("remove " + id).start(() -> remove(id)));
        }
        for (Thread removal : removals) {
            removal.join();
        }
    }
}
