package dev.drover.client.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what runs on this node. Writes return at once and reach the disk in their order; {@link #flush} waits for those before it.
 * When a write fails the agent goes on: it is told in the log, and costs no more than what the next process of the agent does not know.
 */
public interface LocalStore extends AutoCloseable {
    /** Keeps nothing. */
    LocalStore NONE = new LocalStore() {
        @Override
        public List<StoredAllocation> allocations() {
            return List.of();
        }

        @Override
        public Map<String, StoredTask> tasks(String allocationId) {
            return Map.of();
        }

        @Override
        public void put(StoredAllocation allocation) {}

        @Override
        public void putTask(String allocationId, String task, StoredTask state) {}

        @Override
        public void removeTasks(String allocationId) {}

        @Override
        public void remove(String allocationId) {}

        @Override
        public Map<String, Optional<String>> metadata() {
            return Map.of();
        }

        @Override
        public void putMetadata(Map<String, Optional<String>> metadata) {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    List<StoredAllocation> allocations();

    /** The tasks of an allocation by their name. */
    Map<String, StoredTask> tasks(String allocationId);

    void put(StoredAllocation allocation);

    void putTask(String allocationId, String task, StoredTask state);

    void removeTasks(String allocationId);

    /** Removes an allocation and its tasks. */
    void remove(String allocationId);

    /** The metadata of the node that was set while it ran; empty where a key was taken away. */
    Map<String, Optional<String>> metadata();

    /** Keeps this metadata in place of any other. */
    void putMetadata(Map<String, Optional<String>> metadata);

    /** Returns when everything that was written before is with the operating system: the end of this process cannot undo it. */
    void flush();

    @Override
    void close();
}
