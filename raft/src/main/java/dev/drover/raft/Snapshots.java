package dev.drover.raft;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/** Decides when a snapshot is due, has it written beside the work of the machine, and lets go of the log before it. */
final class Snapshots {
    private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());

    private final RaftConfig config;
    private final Seat seat;
    private final SnapshotFolder folder;
    private final Freshness.Nodes nodes;
    private final ReentrantLock writing = new ReentrantLock();
    private long entries;
    private long bytes;

    Snapshots(RaftConfig config, Seat seat, SnapshotFolder folder, Freshness.Nodes nodes) {
        this.config = config;
        this.seat = seat;
        this.folder = folder;
        this.nodes = nodes;
    }

    /** Called by the thread that applies, after each entry. */
    void applied(long entryBytes) {
        entries++;
        bytes += entryBytes;
        if ((entries >= config.snapshotEntries() || bytes >= config.snapshotBytes()) && !writing.isLocked()) {
            entries = 0;
            bytes = 0;
            Thread.ofPlatform().daemon().name("raft-snapshot").start(this::writeQuietly);
        }
    }

    private void writeQuietly() {
        try {
            write();
        } catch (IOException | RuntimeException fault) {
            LOG.log(System.Logger.Level.WARNING, "cannot write a snapshot; the log stays as it is", fault);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Index of the last entry in the snapshot. */
    long write() throws IOException, InterruptedException {
        writing.lockInterruptibly();
        try {
            Seat.Moment moment = seat.moment();
            if (moment.position().getIndex() > folder.latestIndex()) {
                folder.write(moment);
            }
            var _ = nodes.running().log().purge(folder.latestIndex());
            return folder.latestIndex();
        } finally {
            writing.unlock();
        }
    }

    long latestIndex() {
        return folder.latestIndex();
    }
}
