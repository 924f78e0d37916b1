package dev.drover.server.autopilot;

import dev.drover.raft.ReplicatedLog;
import java.time.Duration;

/**
 * How far a server is, in its own words.
 *
 * @param lastContact since it heard of the leader; zero on the leader
 * @param lastTerm that it knows of
 * @param lastIndex of the newest entry of its log
 */
public record ServerStats(Duration lastContact, long lastTerm, long lastIndex) {
    /** Of the server whose log this is. */
    public static ServerStats of(ReplicatedLog log) {
        ReplicatedLog.Status status = log.status();
        return new ServerStats(status.lastContact(), status.term(), status.lastIndex());
    }
}
