package dev.drover.raft;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a server takes part.
 *
 * @param folder where the log and its snapshots are kept
 * @param id of this server; stays the same over restarts
 * @param address under which the other servers reach it
 * @param group name of the group; servers of different groups refuse each other
 * @param electionTimeout after which followers that hear nothing elect another leader; each waits up to twice as long
 * @param snapshotEntries a snapshot is written after so many entries
 * @param snapshotBytes a snapshot is written after so many bytes of log
 * @param keptEntries how many entries before a snapshot stay, for followers that were away for a while
 * @param fsync whether an entry is on disk before it counts
 * @param rebuild whether a server whose log is damaged puts it aside and is brought up anew by the others; when not, it does not
 *     start. Needs a leader, and all but one of the servers of a group of three
 */
public record RaftConfig(
        Path folder,
        String id,
        String address,
        String group,
        Duration electionTimeout,
        long snapshotEntries,
        long snapshotBytes,
        long keptEntries,
        boolean fsync,
        boolean rebuild) {

    /**
     * A pause of 100 ms on a busy machine stays without consequences, and a leader that dies is followed by another within half a second
     * to a second.
     */
    public static final Duration ELECTION_TIMEOUT = Duration.ofMillis(300);

    public static final long SNAPSHOT_ENTRIES = 20_000;
    public static final long SNAPSHOT_BYTES = 64L << 20;
    public static final long KEPT_ENTRIES = 10_240;

    /** What is right for production. */
    public static RaftConfig usual(Path folder, String id, String address, String group) {
        return new RaftConfig(
                folder,
                id,
                address,
                group,
                ELECTION_TIMEOUT,
                SNAPSHOT_ENTRIES,
                SNAPSHOT_BYTES,
                KEPT_ENTRIES,
                true,
                true);
    }
}
