package dev.drover.client.store;

import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The local store in one file of H2's MVStore, which appends and so survives the end of the process at any moment. One thread makes and
 * commits all changes that have come since it did so last, so that many writes are one commit, and so that the interrupt of a task's
 * thread cannot close the file under it. The file is forced to disk once a second: what a power failure takes away besides is of
 * tasks that it has ended too.
 */
public final class DiskStore implements LocalStore {
    private static final System.Logger LOGGER = System.getLogger(DiskStore.class.getName());
    private static final String FORMAT = "1";
    private static final String HAS_VALUE = "=";
    private static final Duration FORCE_EVERY = Duration.ofSeconds(1);
    private static final int MOST_PENDING = 10_000;
    private static final int CACHE_MEBIBYTES = 1;
    private static final int FILL_PERCENT = 50;
    private static final int COMPACT_BYTES = 4 << 20;

    /** How long room that became free stays as it is: longer than it takes to force what replaced it. */
    private static final int RETENTION_MILLIS = 5_000;

    private final MVStore store;
    private final MVMap<String, byte[]> allocations;
    private final MVMap<String, byte[]> tasks;

    /** By key: the value after a sign that there is one, or nothing for a key that was taken away. */
    private final MVMap<String, String> metadata;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread committer;
    private final List<Runnable> pending = new ArrayList<>();
    private long written;
    private long committed;
    private boolean closed;

    private DiskStore(MVStore store) {
        this.store = store;
        this.allocations = store.openMap("allocations");
        this.tasks = store.openMap("tasks");
        this.metadata = store.openMap("metadata");
        this.committer = Thread.ofPlatform().daemon().name("local-store").start(this::run);
    }

    /**
     * Opens or makes the store of a folder. One that cannot be read is put aside, and the node begins without it.
     *
     * @throws IOException when another agent has it open, a newer version has written it, or the folder cannot be written
     */
    public static DiskStore open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("state.mv");
        if (Files.exists(file) && !(Files.isReadable(file) && Files.isWritable(file))) {
            throw new IOException("the node's state in " + file + " may not be read and written by this user");
        }
        try {
            return new DiskStore(openFile(file));
        } catch (MVStoreException fault) {
            refuse(file, fault);
            Path aside = file.resolveSibling("state.mv.damaged-" + Instant.now().toEpochMilli());
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            LOGGER.log(
                    Level.ERROR,
                    "the node''s state in {0} is damaged ({1}) and was put aside as {2}; tasks that it told of are ended, and"
                            + " started again as far as the servers want them",
                    file,
                    fault.getMessage(),
                    aside);
            return new DiskStore(openFile(file));
        }
    }

    private static MVStore openFile(Path file) throws IOException {
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .cacheSize(CACHE_MEBIBYTES)
                .open();
        store.setRetentionTime(RETENTION_MILLIS);
        MVMap<String, String> about = store.openMap("about");
        String format = about.putIfAbsent("format", FORMAT);
        if (format != null && !format.equals(FORMAT)) {
            store.closeImmediately();
            throw newer(file, "format " + format);
        }
        store.commit();
        return store;
    }

    /** What putting aside would not mend. */
    private static void refuse(Path file, MVStoreException fault) throws IOException {
        switch (fault.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                throw new IOException(
                        "the node's state in " + file + " is in use by another agent; give each agent a data_dir"
                                + " of its own, or end the other one");
            case DataUtils.ERROR_UNSUPPORTED_FORMAT -> throw newer(file, String.valueOf(fault.getMessage()));
            case DataUtils.ERROR_WRITING_FAILED ->
                throw new IOException("the node's state in " + file + " cannot be used: " + fault.getMessage());
            default -> {}
        }
    }

    private static IOException newer(Path file, String what) {
        return new IOException("the node's state in " + file + " was written by a newer version (" + what
                + "); start that" + " version, or move the file away to begin without it");
    }

    @Override
    public List<StoredAllocation> allocations() {
        flush();
        List<StoredAllocation> all = new ArrayList<>();
        allocations.forEach((id, json) -> {
            try {
                all.add(Json.read(StoredAllocation.class, json));
            } catch (WireException fault) {
                LOGGER.log(Level.ERROR, "allocation {0} cannot be read and is dropped: {1}", id, fault.getMessage());
            }
        });
        return all;
    }

    @Override
    public Map<String, StoredTask> tasks(String allocationId) {
        flush();
        return read(allocationId);
    }

    private Map<String, StoredTask> read(String allocationId) {
        Map<String, StoredTask> all = new LinkedHashMap<>();
        String prefix = allocationId + "/";
        Iterator<String> keys = tasks.keyIterator(prefix);
        while (keys.hasNext()) {
            String key = keys.next();
            byte[] json = key.startsWith(prefix) ? tasks.get(key) : null;
            if (json == null) {
                break;
            }
            try {
                all.put(key.substring(prefix.length()), Json.read(StoredTask.class, json));
            } catch (WireException fault) {
                LOGGER.log(Level.ERROR, "task {0} cannot be read and is dropped: {1}", key, fault.getMessage());
            }
        }
        return all;
    }

    @Override
    public void put(StoredAllocation allocation) {
        byte[] json = Json.writeBytes(allocation);
        write(() -> allocations.put(allocation.allocation().id(), json));
    }

    @Override
    public void putTask(String allocationId, String task, StoredTask state) {
        byte[] json = Json.writeBytes(state);
        write(() -> tasks.put(allocationId + "/" + task, json));
    }

    @Override
    public void removeTasks(String allocationId) {
        write(() -> read(allocationId).keySet().forEach(task -> tasks.remove(allocationId + "/" + task)));
    }

    @Override
    public void remove(String allocationId) {
        removeTasks(allocationId);
        write(() -> allocations.remove(allocationId));
    }

    @Override
    public Map<String, Optional<String>> metadata() {
        flush();
        Map<String, Optional<String>> all = new LinkedHashMap<>();
        metadata.forEach((key, value) ->
                all.put(key, value.isEmpty() ? Optional.empty() : Optional.of(value.substring(HAS_VALUE.length()))));
        return all;
    }

    @Override
    public void putMetadata(Map<String, Optional<String>> values) {
        write(() -> {
            metadata.clear();
            values.forEach((key, value) ->
                    metadata.put(key, value.map(HAS_VALUE::concat).orElse("")));
        });
    }

    private void write(Runnable change) {
        lock.lock();
        try {
            while (pending.size() >= MOST_PENDING && !closed) {
                changed.awaitUninterruptibly();
            }
            if (!closed) {
                pending.add(change);
                written++;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {
        lock.lock();
        try {
            long target = written;
            while (committed < target && !closed) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        boolean forced = true;
        long forcedAt = System.nanoTime();
        try {
            while (true) {
                List<Runnable> batch = take(forced);
                if (!batch.isEmpty()) {
                    batch.forEach(Runnable::run);
                    store.commit();
                    forced = false;
                }
                if (done(batch.size())) {
                    return;
                }
                if (!forced && System.nanoTime() - forcedAt >= FORCE_EVERY.toNanos()) {
                    store.sync();
                    store.compact(FILL_PERCENT, COMPACT_BYTES);
                    forced = true;
                    forcedAt = System.nanoTime();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (MVStoreException fault) {
            LOGGER.log(Level.ERROR, "the node''s state is not kept any more: {0}", fault.getMessage());
        } finally {
            end();
        }
    }

    /** All that waits; when nothing does, waits for it, or for the time to force what was committed. */
    private List<Runnable> take(boolean forced) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = FORCE_EVERY.toNanos();
            while (pending.isEmpty() && !closed && (forced || nanos > 0)) {
                if (forced) {
                    changed.await();
                } else {
                    nanos = changed.awaitNanos(nanos);
                }
            }
            List<Runnable> batch = List.copyOf(pending);
            pending.clear();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** True when nothing more will come. */
    private boolean done(int changes) {
        lock.lock();
        try {
            committed += changes;
            changed.signalAll();
            return closed && pending.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What is written afterwards is ignored. */
    @Override
    public void close() {
        end();
        try {
            committer.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (!store.isClosed()) {
            store.close();
        }
    }
}
