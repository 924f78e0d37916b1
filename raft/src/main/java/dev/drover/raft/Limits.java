package dev.drover.raft;

import java.time.Duration;

/** The bounds of this room. */
final class Limits {
    /** Commands that may wait for their turn; more are refused. */
    static final int WAITING_COMMANDS = 20_000;

    /** Bytes of commands that may wait for their turn; more are refused. */
    static final long WAITING_BYTES = 128L << 20;

    /** Largest command. */
    static final int COMMAND_BYTES = 32 << 20;

    /** Commands that travel in one entry of the log. */
    static final int ENTRY_COMMANDS = 1_000;

    /**
     * Bytes of commands in one entry. A larger command is cut into several entries, so that no message between servers holds up
     * the heartbeats behind it for long.
     */
    static final int ENTRY_BYTES = 1 << 20;

    /** What one message to a follower carries. Twice an entry, for what Ratis adds to it. */
    static final int MESSAGE_BYTES = 2 * ENTRY_BYTES;

    /** Entries that may be on their way at the same time. */
    static final int ENTRIES_IN_FLIGHT = 8;

    /** Messages of other servers that are worked on at the same time; more are refused. */
    static final int MESSAGES_AT_ONCE = 64;

    /** After this long a proposer hears that the outcome is not known. Leaders without followers give up long before. */
    static final Duration PROPOSAL = Duration.ofSeconds(30);

    /** How long a follower may take to write what a message brought. */
    static final Duration APPEND = Duration.ofSeconds(3);

    /** How long a change of the group may take. */
    static final Duration MEMBERSHIP = Duration.ofSeconds(30);

    /** How long a new server may be silent while it is brought up, before adding it counts as failed. */
    static final Duration STAGING = Duration.ofSeconds(10);

    /** How long handing on leadership may take. */
    static final Duration TRANSFER = Duration.ofSeconds(5);

    /** One part of a snapshot on its way to a follower. */
    static final int SNAPSHOT_CHUNK_BYTES = 1 << 20;

    /** Snapshots that stay on disk. */
    static final int SNAPSHOTS_KEPT = 2;

    /** One file of the log; old entries are dropped by whole files. */
    static final int SEGMENT_BYTES = 16 << 20;

    /** How much of a file of the log is claimed from the disk at a time. */
    static final int PREALLOCATED_BYTES = 4 << 20;

    /** Free room on disk below which a server takes no more entries. */
    static final long ROOM_BYTES = 8L << 20;

    private Limits() {}
}
