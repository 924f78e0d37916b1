package dev.drover.raft;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One server's place in the group. All methods may be called from any thread, and block. */
public interface ReplicatedLog extends AutoCloseable {
    /**
     * Has the group agree on a command, and returns what {@link Machine#apply} made of it here. Commands that wait at the same time
     * travel together. Works on the leader only.
     *
     * @throws RaftException.NotLeader when another leads, or nobody; the command is not in the log
     * @throws RaftException.Unavailable when the log takes no commands now (disk full, too many waiting); it is not in the log
     * @throws RaftException.OutcomeUnknown when leadership or the log ended meanwhile; the command may or may not come to be applied
     */
    Object propose(byte[] command) throws InterruptedException;

    /**
     * Returns when the machine of this server, leader or not, has applied everything that was agreed on before the call: what is read
     * afterwards is linearizable. Callers at the same time share one round.
     *
     * @throws RaftException when there is no leader to confirm it within the time
     */
    void awaitFresh(Duration timeout) throws InterruptedException;

    Status status();

    /** The group as configured last. */
    List<Peer> peers();

    /** Adds a server, or gives one another address; it gets the whole history. One change at a time. */
    void add(Peer peer) throws InterruptedException;

    /** Takes a server out of the group. Taking out one that is not in it does nothing. */
    void remove(String id) throws InterruptedException;

    /** Hands leadership to a server, or to the one that is furthest when none is named. Returns when another leads. */
    void transferLeadership(Optional<String> id) throws InterruptedException;

    /** Has this server write a snapshot and drop the log before it; answers the index of the last entry in it. */
    long snapshot() throws InterruptedException;

    /** Answers what another server's {@link PeerTransport} sent here. */
    byte[] handle(byte kind, byte[] request) throws java.io.IOException;

    @Override
    void close();

    /** A member of the group. */
    record Peer(String id, String address) {}

    /**
     * How the log stands.
     *
     * @param leaderId empty while nobody is known to lead
     * @param leading this server leads and has applied all that earlier leaders left
     * @param lastContact since the leader was heard of; zero on the leader
     */
    record Status(
            Optional<String> leaderId,
            boolean leading,
            long term,
            long lastIndex,
            long committedIndex,
            long appliedIndex,
            long snapshotIndex,
            Duration lastContact) {}
}
