package dev.drover.server.member;

import dev.drover.raft.ReplicatedLog.Peer;
import dev.drover.server.member.BootstrapRules.Decision;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings a server into a cluster, exactly once in its life. Among the servers that expect each other the one with the lowest id founds:
 * it begins its log with all of them as peers, and names them in a tag; those named begin theirs with the very same peers; everybody else
 * waits for the leader to add them. A server whose log exists never founds again.
 *
 * <p>What remains: if gossip is cut in two while a region is formed for the first time, and each part has as many fresh servers as
 * {@code bootstrap_expect}, each part forms a cluster. Nobody can tell the parts from two regions. Expecting more than half of the
 * servers that are ever started together rules it out.
 */
public final class Bootstrap implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Bootstrap.class.getName());

    /** Begins the log, which none was begun of before. */
    public interface LogStart {
        /** With these peers, this server among them; the same on each of them. */
        void form(List<Peer> peers);

        /** Without peers, until a leader adds this server. */
        void join();
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ServerIdentity self;
    private final ServerMembers members;
    private final Duration settle;
    private final LogStart log;
    private final ServerMembers.Subscription subscription;
    private final Thread thread;
    private long changes;
    private String told = "";

    private Bootstrap(ServerIdentity self, ServerMembers members, Duration settle, LogStart log, List<Peer> present) {
        this.self = self;
        this.members = members;
        this.settle = settle;
        this.log = log;
        subscription = members.onChange(this::changed);
        thread = Thread.ofVirtual().name("bootstrap").unstarted(() -> run(present));
    }

    /**
     * Waits in the background until it is clear what to do, and does it.
     *
     * @param settle the founder waits until nothing has changed for this long
     * @param log is called once, on another thread
     */
    public static Bootstrap start(ServerIdentity self, ServerMembers members, Duration settle, LogStart log) {
        return started(new Bootstrap(self, members, settle, log, List.of()));
    }

    /**
     * For a server whose log exists: never founds, but says that there is a cluster, and who belongs to it until all of those know.
     *
     * @param peers of the log as it is on disk; empty when a leader is to add this server still
     */
    public static Bootstrap resume(ServerIdentity self, ServerMembers members, List<Peer> peers) {
        LogStart never = new LogStart() {
            @Override
            public void form(List<Peer> founders) {
                throw new IllegalStateException("the log exists");
            }

            @Override
            public void join() {
                throw new IllegalStateException("the log exists");
            }
        };
        Bootstrap bootstrap = new Bootstrap(self, members, Duration.ZERO, never, peers);
        return peers.isEmpty() ? bootstrap : started(bootstrap);
    }

    private static Bootstrap started(Bootstrap bootstrap) {
        bootstrap.thread.start();
        return bootstrap;
    }

    /** Says that this server belongs to a cluster; to be called when a leader has added it. */
    public void added() {
        announce(List.of());
    }

    private void run(List<Peer> present) {
        try {
            List<Peer> peers = present.isEmpty() ? begin() : present;
            if (!peers.isEmpty()) {
                awaitEverybody(peers);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "this server could not begin its log", fault);
        } finally {
            subscription.close();
        }
    }

    /** Begins the log when it is clear how; answers whom this server has to tell that they belong to the cluster. */
    private List<Peer> begin() throws InterruptedException {
        while (true) {
            long seen = changes();
            Decision decision = BootstrapRules.decide(self, members.inRegion(self.region()));
            switch (decision) {
                case Decision.Await await -> tell(Level.INFO, await.reason());
                case Decision.Refuse refuse -> tell(Level.ERROR, refuse.reason());
                case Decision.Found found -> {
                    if (self.bootstrapExpect() == 1 || !changesWithin(settle, seen)) {
                        LOG.log(Level.INFO, () -> "forming a cluster of " + found.peers());
                        log.form(found.peers());
                        return found.peers();
                    }
                    continue;
                }
                case Decision.Follow follow -> {
                    LOG.log(Level.INFO, () -> "forming a cluster of " + follow.peers());
                    log.form(follow.peers());
                    announce(List.of());
                    return List.of();
                }
                case Decision.Join join -> {
                    LOG.log(Level.INFO, "there is a cluster; its leader will add this server");
                    log.join();
                    return List.of();
                }
            }
            awaitChange(seen);
        }
    }

    /** Names the peers until each of them says that it belongs to the cluster, or left. */
    private void awaitEverybody(List<Peer> peers) throws InterruptedException {
        List<String> ids =
                peers.stream().map(Peer::id).limit(BootstrapRules.MOST_FOUNDERS).toList();
        boolean named = false;
        while (true) {
            long seen = changes();
            if (ids.stream().allMatch(this::belongs)) {
                announce(List.of());
                return;
            }
            if (!named) {
                announce(ids);
                named = true;
            }
            awaitChange(seen);
        }
    }

    private boolean belongs(String id) {
        Optional<ServerMember> server = members.find(id);
        return id.equals(self.id())
                || members.departed().contains(id)
                || server.filter(ServerMember::bootstrapped).isPresent();
    }

    private void announce(List<String> forming) {
        members.gossip().updateTags(self.tags(true, forming));
    }

    private void tell(Level level, String reason) {
        if (!reason.equals(told)) {
            told = reason;
            LOG.log(level, reason);
        }
    }

    private void changed() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange(long seen) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (changes == seen) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean changesWithin(Duration time, long seen) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = time.toNanos();
            while (changes == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return changes != seen;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        subscription.close();
        thread.interrupt();
    }
}
