package dev.drover.sim;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.alloc.TaskStateBuilder;
import dev.drover.rpc.message.NodeCalls.JobWork;
import dev.drover.rpc.message.NodeCalls.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The allocations of one simulated node and what is to be reported of them. Small, since there are a million in a large simulation. */
final class Board {
    private static final int MAX_REPORTS = 1000;

    private final String nodeId;
    private final SimOptions options;
    private final Counters counters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Simulated> allocations = new HashMap<>();
    private final PriorityQueue<End> ends = new PriorityQueue<>(1, Comparator.comparingLong(End::at));
    private final Map<String, Allocation> waiting = new LinkedHashMap<>();

    private enum Phase {
        RUNNING,
        OVER
    }

    private static final class Simulated {
        private final String id;
        private final String deploymentId;
        private final Behaviour behaviour;
        private final Instant startedAt;
        private Phase phase = Phase.RUNNING;

        Simulated(String id, String deploymentId, Behaviour behaviour, Instant startedAt) {
            this.id = id;
            this.deploymentId = deploymentId;
            this.behaviour = behaviour;
            this.startedAt = startedAt;
        }
    }

    /** When one ends, in nanoseconds of {@link System#nanoTime()}. */
    private record End(long at, Simulated allocation) {}

    Board(String nodeId, SimOptions options, Counters counters) {
        this.nodeId = nodeId;
        this.options = options;
        this.counters = counters;
    }

    /**
     * Starts what is new, ends what is to stop and forgets what the servers have forgotten.
     *
     * @return false when that leaves other allocations than the servers have, so that all are to be asked for
     */
    boolean take(Work work) {
        lock.lock();
        try {
            for (JobWork each : work.changed()) {
                Map<String, Behaviour> behaviours = new HashMap<>();
                for (Allocation allocation : each.allocations()) {
                    Behaviour behaviour = behaviours.computeIfAbsent(
                            allocation.taskGroup(), group -> Behaviour.of(each.job(), group, options));
                    take(allocation, behaviour);
                }
            }
            if (!work.adds()) {
                forgetAllBut(Set.copyOf(work.allocationIds()));
            }
            changed.signalAll();
            return !work.adds() || allocations.size() == work.count();
        } finally {
            lock.unlock();
        }
    }

    private void forgetAllBut(Set<String> wanted) {
        allocations.values().removeIf(allocation -> {
            boolean gone = !wanted.contains(allocation.id);
            if (gone && allocation.phase == Phase.RUNNING) {
                allocation.phase = Phase.OVER;
                counters.running.decrement();
            }
            return gone;
        });
    }

    private void take(Allocation wanted, Behaviour behaviour) {
        boolean stop = wanted.desiredStatus() != DesiredStatus.RUN;
        Simulated known = allocations.get(wanted.id());
        if (known != null) {
            if (stop) {
                end(known, false);
            }
            return;
        }
        Simulated fresh = new Simulated(wanted.id(), wanted.deploymentId(), behaviour, Instant.now());
        allocations.put(fresh.id, fresh);
        if (isOver(wanted.clientStatus())) {
            fresh.phase = Phase.OVER;
            return;
        }
        counters.running.increment();
        if (stop) {
            end(fresh, false);
            return;
        }
        report(fresh, ClientStatus.RUNNING);
        behaviour.endsAfter().ifPresent(after -> ends.add(new End(System.nanoTime() + after.toNanos(), fresh)));
    }

    private static boolean isOver(ClientStatus status) {
        return switch (status) {
            case COMPLETE, FAILED, LOST -> true;
            case PENDING, RUNNING, UNKNOWN -> false;
        };
    }

    private void end(Simulated allocation, boolean fails) {
        if (allocation.phase == Phase.OVER) {
            return;
        }
        allocation.phase = Phase.OVER;
        counters.running.decrement();
        (fails ? counters.failed : counters.complete).increment();
        report(allocation, fails ? ClientStatus.FAILED : ClientStatus.COMPLETE);
    }

    private void report(Simulated allocation, ClientStatus status) {
        boolean runs = status == ClientStatus.RUNNING;
        boolean fails = status == ClientStatus.FAILED;
        TaskState state = TaskStateBuilder.builder()
                .state(runs ? TaskRunState.RUNNING : TaskRunState.DEAD)
                .failed(fails)
                .startedAt(allocation.startedAt)
                .finishedAt(runs ? null : Instant.now())
                .build();
        Map<String, TaskState> states = new LinkedHashMap<>();
        allocation.behaviour.tasks().forEach(task -> states.put(task, state));
        AllocDeploymentStatus health =
                allocation.deploymentId.isEmpty() ? null : new AllocDeploymentStatus(!fails, Instant.now(), false, 0);
        waiting.put(
                allocation.id,
                AllocationBuilder.builder()
                        .id(allocation.id)
                        .nodeId(nodeId)
                        .clientStatus(status)
                        .taskStates(states)
                        .deploymentId(allocation.deploymentId)
                        .deploymentStatus(health)
                        .build());
    }

    /** Waits for something to report, the end of a simulated task included. */
    List<Allocation> awaitReports() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            endDue();
            while (waiting.isEmpty()) {
                End first = ends.peek();
                if (first == null) {
                    changed.await();
                } else {
                    Duration left = Duration.ofNanos(first.at() - System.nanoTime());
                    if (left.isPositive() && changed.awaitNanos(left.toNanos()) > 0) {
                        continue;
                    }
                    endDue();
                }
            }
            List<Allocation> reports =
                    new ArrayList<>(waiting.values().stream().limit(MAX_REPORTS).toList());
            reports.forEach(report -> waiting.remove(report.id()));
            return reports;
        } finally {
            lock.unlock();
        }
    }

    private void endDue() {
        long now = System.nanoTime();
        for (End first = ends.peek(); first != null && first.at() - now <= 0; first = ends.peek()) {
            ends.remove();
            end(first.allocation(), first.allocation().behaviour.fails());
        }
    }

    /** Has reports sent again, where nothing newer is to be said. */
    void putBack(List<Allocation> reports) {
        lock.lock();
        try {
            reports.forEach(report -> waiting.putIfAbsent(report.id(), report));
        } finally {
            lock.unlock();
        }
    }
}
