package dev.drover.raft;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftConfiguration;

/** The leader's view of its followers: who has answered since when. */
final class Followers {
    private final Map<RaftPeerId, Appender> appenders = new ConcurrentHashMap<>();
    private final Object answers = new Object();

    void add(Appender appender) {
        appenders.put(appender.getFollowerId(), appender);
    }

    /** Wakes those who wait in {@link #confirm}. */
    void answered() {
        synchronized (answers) {
            answers.notifyAll();
        }
    }

    /** The follower with the longest log, of those who answer. */
    Optional<RaftPeerId> furthest(RaftConfiguration group, long sinceNanos) {
        return appenders.values().stream()
                .filter(appender -> group.getPeer(appender.getFollowerId()) != null)
                .filter(appender -> appender.answeredSince(sinceNanos))
                .max(Comparator.comparingLong(appender -> appender.getFollower().getMatchIndex()))
                .map(Appender::getFollowerId);
    }

    /**
     * Waits until a majority has answered a message sent after the call, which proves that there was no other leader at the time of the
     * call. Ratis' own read index is not used: it skips this round when an earlier one has confirmed the same index, and would
     * let a leader that was stopped meanwhile answer with old state.
     */
    boolean confirm(RaftPeerId self, RaftConfiguration group, long deadlineNanos) throws InterruptedException {
        long start = System.nanoTime();
        appenders.values().forEach(Appender::triggerHeartbeat);
        synchronized (answers) {
            while (!majority(self, group.getCurrentPeers(), start)
                    || !majority(self, group.getPreviousPeers(), start)) {
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                answers.wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        }
        return true;
    }

    private boolean majority(RaftPeerId self, Collection<RaftPeer> peers, long since) {
        long answered = peers.stream()
                .filter(peer -> peer.getId().equals(self) || answeredSince(peer.getId(), since))
                .count();
        return peers.isEmpty() || answered > peers.size() / 2;
    }

    private boolean answeredSince(RaftPeerId id, long since) {
        Appender appender = appenders.get(id);
        return appender != null && appender.answeredSince(since);
    }
}
