package dev.drover.server.member;

import dev.drover.raft.RaftException;
import dev.drover.raft.ReplicatedLog;
import dev.drover.server.member.GroupRules.Change;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the group of the log follow the servers of the region, one change after the other, while this server leads. Create it when
 * leadership begins and close it when it ends.
 */
public final class MemberReconciler implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MemberReconciler.class.getName());

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stirred = lock.newCondition();
    private final String self;
    private final String region;
    private final ReplicatedLog log;
    private final ServerMembers members;
    private final Duration retry;
    private final ServerMembers.Subscription subscription;
    private final Thread thread;
    private boolean dirty = true;

    private MemberReconciler(String self, String region, ReplicatedLog log, ServerMembers members, Duration retry) {
        this.self = self;
        this.region = region;
        this.log = log;
        this.members = members;
        this.retry = retry;
        subscription = members.onChange(this::changed);
        thread = Thread.ofVirtual().name("member-reconciler").unstarted(this::run);
    }

    /**
     * Starts with the servers as they are now.
     *
     * @param self id of this server
     * @param retry after which a change that failed is tried again, and all is looked at anew even when nothing seems to have changed
     */
    public static MemberReconciler start(
            String self, String region, ReplicatedLog log, ServerMembers members, Duration retry) {
        MemberReconciler reconciler = new MemberReconciler(self, region, log, members, retry);
        reconciler.thread.start();
        return reconciler;
    }

    private void run() {
        try {
            while (true) {
                awaitChange();
                reconcile();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void reconcile() throws InterruptedException {
        try {
            Optional<Change> change = next();
            while (change.isPresent()) {
                apply(change.get());
                Optional<Change> following = next();
                if (following.equals(change)) {
                    LOG.log(Level.WARNING, "the group of the log does not take on " + change.get());
                    return;
                }
                change = following;
            }
        } catch (RaftException fault) {
            LOG.log(
                    Level.WARNING,
                    () -> "the group of the log could not be changed, which is tried again in " + retry.toSeconds()
                            + " s: " + fault.text());
        }
    }

    private Optional<Change> next() {
        return GroupRules.next(self, log.peers(), members.inRegion(region), members.departed());
    }

    private void apply(Change change) throws InterruptedException {
        switch (change) {
            case Change.Add add -> {
                LOG.log(
                        Level.INFO,
                        () -> "adding server " + add.peer().id() + " at "
                                + add.peer().address() + " to the log: " + add.reason());
                log.add(add.peer());
            }
            case Change.Remove remove -> {
                LOG.log(Level.INFO, () -> "removing server " + remove.id() + " from the log: " + remove.reason());
                log.remove(remove.id());
            }
        }
    }

    private void changed() {
        lock.lock();
        try {
            dirty = true;
            stirred.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = retry.toNanos();
            while (!dirty && left > 0) {
                left = stirred.awaitNanos(left);
            }
            dirty = false;
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
