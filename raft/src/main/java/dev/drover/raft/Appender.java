package dev.drover.raft;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppenderBase;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Brings one follower up to the leader's log and keeps it there, for one term of leadership.
 *
 * <p>Two threads, since they wait for different things. The first carries entries and snapshots, one message at a time, each with
 * all that has come together while the last one was under way. The second sends heartbeats: when nothing else was said for a
 * quarter of the election timeout, when a read wants leadership confirmed, and when the follower does not know yet how far the group has
 * agreed. A slow disk of a follower holds up the first only, so neither leadership nor reads depend on it. A follower that does
 * not answer gets nothing but heartbeats.
 */
final class Appender extends LogAppenderBase {
    private static final System.Logger LOG = System.getLogger(Appender.class.getName());
    private static final long PAUSE_MILLIS = 20;

    /** For so many heartbeats a follower has to lack what it had confirmed. */
    private static final long FORGOTTEN_INTERVALS = 8;

    private final Runnable answered;
    private final long intervalNanos;
    private volatile @Nullable Thread entries;
    private volatile @Nullable Thread heartbeats;
    private volatile boolean sending;
    private volatile boolean silent;
    private volatile boolean wanted;
    private volatile boolean everAnswered;
    private volatile long answeredSentAt;
    private volatile long lastSentAt = System.nanoTime();
    private volatile long announced = -1;
    private volatile long forgottenSince;
    private volatile boolean forgotten;

    /** @param answered runs whenever the follower has confirmed that this server leads */
    Appender(RaftServer.Division server, LeaderState state, FollowerInfo follower, Runnable answered) {
        super(server, state, follower);
        this.answered = answered;
        intervalNanos = TimeUnit.MILLISECONDS.toNanos(server.properties().minRpcTimeoutMs()) / 4;
    }

    /** Whether the follower has accepted a message that was sent after the moment, in the time of {@link System#nanoTime}. */
    boolean answeredSince(long nanos) {
        return everAnswered && answeredSentAt - nanos >= 0;
    }

    @Override
    public void run() throws InterruptedException {
        Thread beating = Thread.ofVirtual().name(this + "-heartbeats").start(this::beat);
        heartbeats = beating;
        entries = Thread.currentThread();
        try {
            while (isRunning()) {
                carry();
            }
        } finally {
            beating.interrupt();
        }
    }

    /** Failures are waited out here: Ratis would start a failed appender anew as if the follower had just joined. */
    private void carry() throws InterruptedException {
        try {
            SnapshotInfo snapshot = silent ? null : shouldInstallSnapshot();
            if (snapshot != null) {
                send(snapshot);
            } else if (!silent && hasAppendEntries()) {
                sendEntries();
            } else {
                // Not Ratis' own signal, which forgets what was signalled between a look and the waiting for it.
                LockSupport.parkNanos(this, intervalNanos);
            }
            getLeaderState().checkHealth(getFollower());
        } catch (InterruptedIOException stopped) {
            throw (InterruptedException) new InterruptedException().initCause(stopped);
        } catch (IOException | RuntimeException fault) {
            LOG.log(System.Logger.Level.DEBUG, () -> this + " failed", fault);
            silent = true;
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /**
     * Asks the threads to end, and does not wait for it: Ratis waits for this holding a lock that they may be about to take, and a server
     * that lost leadership would stand still for five seconds. What they still say bears the old term and does no harm.
     */
    @Override
    public CompletableFuture<LifeCycle.State> stopAsync() {
        var _ = super.stopAsync();
        return CompletableFuture.completedFuture(LifeCycle.State.CLOSED);
    }

    private void sendEntries() throws IOException, InterruptedException {
        sending = true;
        try {
            AppendEntriesRequestProto request = newAppendEntriesRequest(CallId.getAndIncrement(), false);
            if (request == null || request.getEntriesCount() == 0) {
                Thread.sleep(PAUSE_MILLIS);
                return;
            }
            AppendEntriesReplyProto reply = exchange(request);
            long first = request.getEntries(0).getIndex();
            if (reply.getResult() == AppendResult.SUCCESS) {
                advance(reply.getNextIndex());
            } else if (reply.getResult() == AppendResult.INCONSISTENCY) {
                goBack(first, reply.getNextIndex());
            }
            getLeaderState().onAppendEntriesReply(this, reply);
        } finally {
            sending = false;
            LockSupport.unpark(heartbeats);
        }
    }

    /**
     * Goes on from where the follower's log ends. Ratis never goes back behind what the follower has confirmed, so one whose disk
     * lost confirmed entries would be asked for them for ever; it is brought up like one that lost its whole log. An answer that was
     * overtaken by another looks the same, but not for long.
     */
    private void goBack(long first, long nextIndex) {
        if (nextIndex > getFollower().getMatchIndex()) {
            forgotten = false;
        } else if (!forgotten) {
            forgotten = true;
            forgottenSince = System.nanoTime();
        } else if (System.nanoTime() - forgottenSince > FORGOTTEN_INTERVALS * intervalNanos) {
            forgotten = false;
            ((Outgoing) getServerRpc()).lostEntries(getFollower().getId());
        }
        getFollower().setNextIndex(getNextIndexForInconsistency(first, nextIndex));
    }

    private void advance(long nextIndex) {
        forgotten = false;
        if (nextIndex > getFollower().getNextIndex()) {
            getFollower().updateMatchIndex(nextIndex - 1);
            getFollower().increaseNextIndex(nextIndex);
            getLeaderState().onFollowerSuccessAppendEntries(getFollower());
        }
    }

    private AppendEntriesReplyProto exchange(AppendEntriesRequestProto request) throws IOException {
        long sentAt = System.nanoTime();
        lastSentAt = sentAt;
        getFollower().updateLastRpcSendTime(request.getEntriesCount() == 0);
        AppendEntriesReplyProto reply = getServerRpc().appendEntries(request);
        getFollower().updateLastRpcResponseTime();
        if (reply.getResult() == AppendResult.NOT_LEADER) {
            onFollowerTerm(reply.getTerm());
            return reply;
        }
        if (reply.getTerm() == request.getLeaderTerm()) {
            confirmed(sentAt);
        }
        getLeaderState().onFollowerCommitIndex(getFollower(), reply.getFollowerCommit());
        return reply;
    }

    /** Both threads come here; the later moment wins. */
    private synchronized void confirmed(long sentAt) {
        if (!everAnswered || sentAt - answeredSentAt > 0) {
            answeredSentAt = sentAt;
            everAnswered = true;
        }
        answered.run();
    }

    private void send(SnapshotInfo snapshot) throws IOException {
        Outgoing outgoing = (Outgoing) getServerRpc();
        boolean joining = getLeaderState().isFollowerBootstrapping(getFollower());
        for (InstallSnapshotRequestProto request :
                newInstallSnapshotRequests(UUID.randomUUID().toString(), snapshot)) {
            lastSentAt = System.nanoTime();
            getFollower().updateLastRpcSendTime(false);
            InstallSnapshotReplyProto reply = outgoing.installSnapshot(request, joining);
            getFollower().updateLastRpcResponseTime();
            switch (reply.getResult()) {
                case NOT_LEADER -> {
                    onFollowerTerm(reply.getTerm());
                    return;
                }
                case ALREADY_INSTALLED -> {
                    installed(snapshot);
                    return;
                }
                case SUCCESS -> {}
                case IN_PROGRESS,
                        SNAPSHOT_INSTALLED,
                        SNAPSHOT_UNAVAILABLE,
                        SNAPSHOT_EXPIRED,
                        CONF_MISMATCH,
                        UNRECOGNIZED ->
                    throw new IOException("the follower refused a part of the snapshot: " + reply.getResult());
            }
        }
        installed(snapshot);
    }

    private void installed(SnapshotInfo snapshot) {
        getFollower().setSnapshotIndex(snapshot.getIndex());
        getFollower().setAttemptedToInstallSnapshot();
        getLeaderState().onFollowerSuccessAppendEntries(getFollower());
    }

    private void beat() {
        while (isRunning() && !Thread.currentThread().isInterrupted()) {
            long wait = lastSentAt + intervalNanos - System.nanoTime();
            long committed = getRaftLog().getLastCommittedIndex();
            boolean behind = !sending && !hasAppendEntries() && committed > announced;
            if (!wanted && !behind && wait > 0) {
                LockSupport.parkNanos(this, wait);
                continue;
            }
            wanted = false;
            announced = behind ? committed : announced;
            if (!heartbeat()) {
                silent = true;
                LockSupport.parkNanos(this, intervalNanos);
            }
        }
    }

    private boolean heartbeat() {
        try {
            boolean alone = !sending;
            AppendEntriesRequestProto request = newAppendEntriesRequest(CallId.getAndIncrement(), true);
            AppendEntriesReplyProto reply = exchange(request);
            if (reply.getResult() == AppendResult.INCONSISTENCY && alone && !sending) {
                goBack(-1, reply.getNextIndex());
                notifyLogAppender();
            }
            getLeaderState().onAppendEntriesReply(this, reply);
            if (silent) {
                silent = false;
                notifyLogAppender();
            }
            return true;
        } catch (IOException | RuntimeException fault) {
            LOG.log(System.Logger.Level.DEBUG, () -> this + " got no answer to a heartbeat", fault);
            return false;
        }
    }

    @Override
    public boolean hasPendingDataRequests() {
        return sending;
    }

    /** Tells the base class to put entries into the messages that it makes; when heartbeats are due is decided in {@link #beat}. */
    @Override
    public long getHeartbeatWaitTimeMs() {
        return getServer().properties().minRpcTimeoutMs();
    }

    @Override
    public void triggerHeartbeat() {
        wanted = true;
        LockSupport.unpark(heartbeats);
    }

    @Override
    public void notifyLogAppender() {
        LockSupport.unpark(entries);
        LockSupport.unpark(heartbeats);
    }

    @Override
    public long getCallId() {
        return CallId.get();
    }

    @Override
    public Comparator<Long> getCallIdComparator() {
        return CallId.getComparator();
    }
}
