package dev.drover.client;

import dev.drover.client.alloc.AllocSync;
import dev.drover.client.host.Host;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileStore;
import java.nio.file.Files;

/** Deletes folders of ended allocations when there are too many of them or the disk fills. */
final class Housekeeping implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Housekeeping.class.getName());

    private final Thread thread;

    private Housekeeping(Thread thread) {
        this.thread = thread;
    }

    static Housekeeping start(AllocSync sync, ClientConfig config) {
        return new Housekeeping(Thread.ofVirtual().name("alloc-gc").start(() -> run(sync, config)));
    }

    private static void run(AllocSync sync, ClientConfig config) {
        ClientConfig.GarbageCollection rules = config.garbageCollection();
        try {
            while (true) {
                Thread.sleep(rules.interval());
                sweep(sync, config, rules);
            }
        } catch (InterruptedException closed) {
            LOGGER.log(Level.DEBUG, "housekeeping ends");
        }
    }

    /** A few at a time, and only until there is room: people may still want to look at what has ended. */
    private static void sweep(AllocSync sync, ClientConfig config, ClientConfig.GarbageCollection rules)
            throws InterruptedException {
        try {
            int wanted = wanted(sync, config, rules);
            while (wanted > 0 && sync.collectOldest(wanted) > 0) {
                wanted = wanted(sync, config, rules);
            }
        } catch (IOException | RuntimeException fault) {
            LOGGER.log(Level.WARNING, "folders of ended allocations cannot be deleted: {0}", fault.getMessage());
        }
    }

    /** How many to delete at once. */
    private static int wanted(AllocSync sync, ClientConfig config, ClientConfig.GarbageCollection rules)
            throws IOException {
        boolean full = usedPercent(config) > rules.diskUsagePercent()
                || Host.local().inodesUsedPercent(config.allocDir()) > rules.inodeUsagePercent();
        int beyond = Math.max(0, sync.size() - rules.maxAllocations());
        return full ? rules.parallelDestroys() : Math.min(beyond, rules.parallelDestroys());
    }

    private static double usedPercent(ClientConfig config) throws IOException {
        FileStore store = Files.getFileStore(config.allocDir());
        return 100.0 - store.getUsableSpace() * 100.0 / Math.max(1, store.getTotalSpace());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
