package dev.drover.client;

import dev.drover.client.host.DiskSpace;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;

/** Deletes folders of ended allocations when there are too many of them or the disk fills, and to make room for new ones. */
final class Housekeeping implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Housekeeping.class.getName());

    /** The folders of allocations. */
    interface Folders {
        /** How many there are, of allocations that run or have ended. */
        int count();

        /**
         * Deletes, at the same time, those of the allocations that ended first.
         *
         * @return how many were deleted; 0 when there are none or none can be
         */
        int deleteOldest(int count) throws InterruptedException;
    }

    private final Folders folders;
    private final ClientConfig.GarbageCollection rules;
    private final DiskSpace.Reading disk;
    private final ReentrantLock sweeping = new ReentrantLock();
    private final Thread thread = Thread.ofVirtual().name("alloc-gc").unstarted(this::run);

    Housekeeping(Folders folders, ClientConfig.GarbageCollection rules, DiskSpace.Reading disk) {
        this.folders = folders;
        this.rules = rules;
        this.disk = disk;
    }

    /** Looks from now on, at the interval that the rules say. */
    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(rules.interval());
                sweep();
            }
        } catch (InterruptedException closed) {
            LOGGER.log(Level.DEBUG, "housekeeping ends");
        }
    }

    /** How many folders to delete at once. */
    private interface Wanted {
        int count() throws IOException;
    }

    /** Looks once. */
    void sweep() throws InterruptedException {
        delete(() -> isFull() ? rules.parallelDestroys() : beyond());
    }

    /** Allocations that need this much are about to begin, and count already. */
    void makeRoom(long bytes) throws InterruptedException {
        delete(this::beyond);
        delete(() -> disk.take().availableBytes() < bytes ? rules.parallelDestroys() : 0);
    }

    private boolean isFull() throws IOException {
        DiskSpace space = disk.take();
        return space.usedPercent() > rules.diskUsagePercent() || space.inodesUsedPercent() > rules.inodeUsagePercent();
    }

    private int beyond() {
        return Math.clamp(folders.count() - (long) rules.maxAllocations(), 0, rules.parallelDestroys());
    }

    /** A few at a time, and only until there is room: people may still want to look at what has ended. */
    private void delete(Wanted wanted) throws InterruptedException {
        sweeping.lock();
        try {
            int count = wanted.count();
            while (count > 0 && folders.deleteOldest(count) > 0) {
                count = wanted.count();
            }
        } catch (IOException | RuntimeException fault) {
            LOGGER.log(Level.WARNING, "folders of ended allocations cannot be deleted: {0}", fault.getMessage());
        } finally {
            sweeping.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
