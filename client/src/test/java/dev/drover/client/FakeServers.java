package dev.drover.client;

import static org.assertj.core.api.Assertions.fail;

import dev.drover.model.acl.Secret;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.node.DrainSpec;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.message.IdentityCalls.Token;
import dev.drover.rpc.message.IdentityCalls.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Servers that hold the allocations of one node in memory and wake the node at once. */
public final class FakeServers implements ServerConnection {
    private static final Duration TTL = Duration.ofSeconds(2);

    private final Map<String, Allocation> wanted = new LinkedHashMap<>();
    private final Map<String, Allocation> reported = new LinkedHashMap<>();
    private final List<Node> registrations = new ArrayList<>();
    private long index = 1;
    private int updateCalls;
    private int failures;
    private boolean silent;
    private int signings;
    private Duration tokenLife = Duration.ofHours(1);
    private Optional<RemoteException> refusal = Optional.empty();

    @Override
    public synchronized Duration register(Node node) {
        registrations.add(node);
        return TTL;
    }

    @Override
    public synchronized Duration heartbeat(String nodeId) {
        if (silent) {
            throw new IllegalStateException("no server answers");
        }
        return TTL;
    }

    @Override
    public synchronized NodeAllocations awaitAllocations(String nodeId, long afterIndex, Duration maxWait)
            throws InterruptedException {
        if (silent) {
            throw new IllegalStateException("no server answers");
        }
        while (index <= afterIndex) {
            wait(maxWait.toMillis());
        }
        return new NodeAllocations(index, List.copyOf(wanted.values()));
    }

    @Override
    public synchronized void updateAllocations(List<Allocation> allocations) {
        updateCalls++;
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("no leader");
        }
        allocations.forEach(allocation -> reported.put(allocation.id(), allocation));
        notifyAll();
    }

    @Override
    public void emitNodeEvents(String nodeId, List<NodeEvent> events) {}

    /** Signs with nothing: a token says whose it is and how often one was asked for. */
    @Override
    public synchronized List<Token> signIdentities(String nodeId, List<Wanted> asked) {
        signings++;
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        Instant now = Instant.now();
        return asked.stream()
                .map(each -> new Token(
                        Secret.of(each.task() + "." + each.identity() + "." + signings),
                        now,
                        each.identity().equals("default") ? null : now.plus(tokenLife)))
                .toList();
    }

    public synchronized int signings() {
        return signings;
    }

    public synchronized void signFor(Duration life) {
        tokenLife = life;
    }

    public synchronized void refuseToSign(RemoteException reason) {
        refusal = Optional.of(reason);
    }

    public synchronized void failNextUpdates(int count) {
        failures = count;
    }

    /** Nothing is told to nodes until {@link #speakAgain}. */
    public synchronized void fallSilent() {
        silent = true;
    }

    public synchronized void speakAgain() {
        silent = false;
    }

    public synchronized void forgetReports() {
        reported.clear();
    }

    /** What the node has reported last. */
    public synchronized Optional<Allocation> latest(String id) {
        return Optional.ofNullable(reported.get(id));
    }

    public synchronized void want(Allocation allocation) {
        index++;
        wanted.put(
                allocation.id(),
                AllocationBuilder.builder(allocation).allocModifyIndex(index).build());
        notifyAll();
    }

    public synchronized void stop(String id) {
        Allocation allocation = wanted.get(id);
        if (allocation == null) {
            throw new IllegalArgumentException(id);
        }
        want(AllocationBuilder.builder(allocation)
                .desiredStatus(DesiredStatus.STOP)
                .build());
    }

    /** Has everything stopped that is not of a system job, or everything. */
    @Override
    public synchronized void drain(String nodeId, DrainSpec spec) {
        List.copyOf(wanted.values()).stream()
                .filter(each -> !spec.ignoreSystemJobs()
                        || !Objects.requireNonNull(each.job()).type().equals("system"))
                .forEach(each -> stop(each.id()));
    }

    public synchronized void forget(String id) {
        index++;
        wanted.remove(id);
        notifyAll();
    }

    public synchronized List<Node> registrations() {
        return List.copyOf(registrations);
    }

    public synchronized int updateCalls() {
        return updateCalls;
    }

    /** Waits until the node has reported a state of the allocation that fits. */
    public synchronized Allocation awaitReport(String id, Predicate<Allocation> condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            Allocation allocation = reported.get(id);
            if (allocation != null && condition.test(allocation)) {
                return allocation;
            }
            wait(1000);
        }
        return fail("the allocation was not reported as awaited, but as " + reported.get(id));
    }

    /** What the node has said of an allocation last. */
    public synchronized Allocation reported(String id) {
        return Objects.requireNonNull(reported.get(id), id);
    }
}
