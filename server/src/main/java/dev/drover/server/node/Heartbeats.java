package dev.drover.server.node;

import dev.drover.model.node.NodeStatus;
import dev.drover.server.Core;
import dev.drover.server.leader.LeaderService;
import dev.drover.server.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Knows until when each node has to show up, and tells which ones did not. Nothing of it goes to the log. There is one alarm for
 * all nodes, at the earliest deadline: as nodes that live move theirs on all the time, it goes off once in a while and finds nothing.
 */
public final class Heartbeats implements LeaderService {
    /** Deadlines that are closer together than this are looked at together, so that what failed together is handled together. */
    private static final Duration STEP = Duration.ofMillis(500);

    private final HeartbeatConfig config;
    private final Core core;
    private final Timer timer;
    private final Consumer<List<String>> missed;
    private final Map<String, Instant> deadlines = new HashMap<>();
    private Timer.Alarm alarm = () -> {};
    private Optional<Instant> armedFor = Optional.empty();
    private boolean closed;

    /**
     * Expects all nodes of the state that were alive for the leader before.
     *
     * @param missed is told the ids of nodes that did not show up, on a thread of its own
     */
    public Heartbeats(HeartbeatConfig config, Core core, Timer timer, Consumer<List<String>> missed) {
        this.config = config;
        this.core = core;
        this.timer = timer;
        this.missed = missed;
        expectAll();
    }

    private synchronized void expectAll() {
        Instant deadline = core.now().plus(config.failoverTtl());
        core.state().nodes().stream()
                .filter(node -> node.status() == NodeStatus.READY || node.status() == NodeStatus.INITIALIZING)
                .forEach(node -> deadlines.put(node.id(), deadline));
        armEarliest();
    }

    /**
     * The node has shown up.
     *
     * @return time within which it has to do so again
     */
    public synchronized Duration beat(String nodeId) {
        Duration ttl = ttl();
        Instant deadline = core.now().plus(ttl).plus(config.grace());
        deadlines.put(nodeId, deadline);
        arm(deadline);
        return ttl;
    }

    private Duration ttl() {
        long forAll = (long) (deadlines.size() / config.maxPerSecond() * 1000);
        return Duration.ofMillis(Math.max(config.minTtl().toMillis(), forAll));
    }

    private void armEarliest() {
        deadlines.values().stream().min(Instant::compareTo).ifPresent(this::arm);
    }

    private void arm(Instant deadline) {
        boolean earlier = armedFor.isEmpty() || deadline.isBefore(armedFor.get());
        if (earlier && !closed) {
            alarm.cancel();
            armedFor = Optional.of(deadline);
            alarm = timer.at(deadline.plus(STEP), this::look);
        }
    }

    private synchronized void look() {
        armedFor = Optional.empty();
        Instant now = core.now();
        List<String> late = new ArrayList<>();
        deadlines.forEach((node, deadline) -> {
            if (deadline.isBefore(now)) {
                late.add(node);
            }
        });
        late.forEach(deadlines::remove);
        if (!late.isEmpty() && !closed) {
            Thread.ofVirtual().name("missed-heartbeats").start(() -> missed.accept(late));
        }
        armEarliest();
    }

    /** Whether the node has shown up and is not due yet. */
    synchronized int expected() {
        return deadlines.size();
    }

    public synchronized boolean expects(String nodeId) {
        return deadlines.containsKey(nodeId);
    }

    public synchronized void forget(String nodeId) {
        deadlines.remove(nodeId);
    }

    @Override
    public synchronized void close() {
        closed = true;
        alarm.cancel();
    }
}
