package dev.drover.state.command;

/**
 * Replaces the whole state by one that was saved before. A snapshot does not fit one entry of the log, so that it comes in parts,
 * which the state collects, and is put in place by a last command.
 */
public sealed interface SnapshotCommand extends Command {
    /** How many bytes a part may have. */
    int LARGEST_PART = 4 * 1024 * 1024;

    /** How many bytes all parts of a snapshot may have, since every server holds them in memory until the last. */
    long LARGEST_SNAPSHOT = 1024L * 1024 * 1024;

    /**
     * One part. The first part of another restore drops those of the one before; a part that is there already changes nothing.
     *
     * @param restoreId chosen by whoever restores, new for each restore
     * @param number 0 for the first, then one more each
     */
    record Part(String restoreId, int number, Blob bytes) implements SnapshotCommand {}

    /**
     * Puts the snapshot in place of all tables, if it is whole.
     *
     * @param parts how many there have to be
     * @param sha256 of the bytes of all parts, as hex digits
     */
    record Install(String restoreId, int parts, String sha256) implements SnapshotCommand {}
}
