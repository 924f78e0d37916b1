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
        boolean fsync) {}
