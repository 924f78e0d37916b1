package dev.drover.client;

import dev.drover.client.alloc.AllocSync;
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

    private static void sweep(AllocSync sync, ClientConfig config, ClientConfig.GarbageCollection rules) {
        try {
            if (usedPercent(config) > rules.diskUsagePercent()) {
                sync.collectAll();
            } else {
                sync.collectBeyond(rules.maxAllocations());
            }
        } catch (IOException | RuntimeException fault) {
            LOGGER.log(Level.WARNING, "folders of ended allocations cannot be deleted: {0}", fault.getMessage());
        }
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
