package dev.drover.agent.forward;

import dev.drover.rpc.Link;
import dev.drover.server.ServerException;
import dev.drover.server.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A cluster in which the test says who leads and how nodes are reached. */
public final class FakeCluster implements Cluster {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Link> nodes = new ConcurrentHashMap<>();
    private boolean leading;
    private Optional<Link> leader = Optional.empty();
    private volatile Duration lastContact = Duration.ZERO;

    public void lead() {
        set(true, Optional.empty());
    }

    public void follow(Link other) {
        set(false, Optional.of(other));
    }

    public void loseLeader(Duration ago) {
        lastContact = ago;
        set(false, Optional.empty());
    }

    public void reach(String nodeId, Link link) {
        nodes.put(nodeId, link);
    }

    private void set(boolean nowLeading, Optional<Link> nowLeader) {
        lock.lock();
        try {
            leading = nowLeading;
            leader = nowLeader;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean leading() {
        lock.lock();
        try {
            return leading;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<String> leaderAddress() {
        lock.lock();
        try {
            return leading ? Optional.of("here") : leader.map(Link::remoteAddress);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Duration lastContact() {
        return lastContact;
    }

    @Override
    public Link leader(Duration maxWait) throws InterruptedException {
        lock.lock();
        try {
            long left = maxWait.toNanos();
            while (leader.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return leader.orElseThrow(() -> ServerException.failed("No cluster leader"));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<String> servers() {
        return List.of();
    }

    @Override
    public Optional<Link> node(String nodeId) {
        return Optional.ofNullable(nodes.get(nodeId));
    }

    @Override
    public Optional<Link> towardsNode(String nodeId) {
        return node(nodeId);
    }
}
