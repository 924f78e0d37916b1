package dev.drover.cli;

import dev.drover.model.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads files whose form only agents know; whoever puts the program together brings the reader along. */
@FunctionalInterface
public interface LocalFiles {
    String MISSING = "this program was built without the parts that read files of agents";

    /**
     * Reads what a snapshot says of itself, to its end.
     *
     * @throws IOException when it is no snapshot, damaged, or of a newer program, with what to do
     */
    Facts inspectSnapshot(Path file) throws IOException;

    /**
     * All records in a snapshot, by the name of their table.
     *
     * @param filter expression that records have to meet; empty for all
     * @throws IOException as {@link #inspectSnapshot}, or when the filter cannot be understood
     */
    default Map<String, Object> snapshotState(Path file, String filter) throws IOException {
        throw new IOException(MISSING);
    }

    /**
     * Copies a snapshot without what root keys are made of.
     *
     * @param to a new file, or one that is overwritten
     * @throws IOException as {@link #inspectSnapshot}, or when the copy cannot be written
     */
    default void redactSnapshot(Path from, Path to) throws IOException {
        throw new IOException(MISSING);
    }

    /**
     * Checks configuration files and folders of an agent, taken together.
     *
     * @return what is allowed and most likely not meant
     * @throws IOException when something is wrong, with the place and the remedy
     */
    default List<String> checkConfiguration(List<Path> paths) throws IOException {
        throw new IOException(MISSING);
    }

    /**
     * Sums up the log of a server that does not run.
     *
     * @param folder of the agent's data
     * @throws IOException when there is no log, or it cannot be read, with what to do
     */
    default LogFacts raftInfo(Path folder) throws IOException {
        throw new IOException(MISSING);
    }

    /**
     * Every entry of the log of a server that does not run, without secrets.
     *
     * @throws IOException as {@link #raftInfo}
     */
    default List<Map<String, Object>> raftLogs(Path folder) throws IOException {
        throw new IOException(MISSING);
    }

    /**
     * The state that the log of a server leads to, by the name of its tables.
     *
     * @param lastIndex the last entry of the log that is applied
     * @throws IOException as {@link #raftInfo}
     */
    default Map<String, Object> raftState(Path folder, long lastIndex) throws IOException {
        throw new IOException(MISSING);
    }

    /**
     * What a node that does not run keeps of its allocations.
     *
     * @throws IOException when there is nothing, it cannot be read, or the agent still runs
     */
    default Map<String, Object> clientState(Path folder) throws IOException {
        throw new IOException(MISSING);
    }

    /**
     * What there is to say of a log.
     *
     * @param entries how many there are
     * @param snapshotIndex of the last entry in the newest snapshot; -1 without one
     * @param terms how many entries there are of each term
     * @param peers the servers of the group, {@code id at address}
     */
    record LogFacts(
            String folder,
            long entries,
            long firstIndex,
            long lastIndex,
            long lastTerm,
            long snapshotIndex,
            Map<Long, Long> terms,
            List<String> peers) {}

    /**
     * What there is to say of a snapshot.
     *
     * @param id checksum of all that is in it
     * @param size bytes in all
     * @param index of the last command in it
     * @param version of the form
     * @param createdBy version of the program that wrote it
     */
    record Facts(
            @Wire("ID") String id,
            @Wire("Size") long size,
            @Wire("Index") long index,
            @Wire("Version") int version,
            @Wire("CreatedBy") String createdBy,
            @Wire("Tables") List<Part> tables) {}

    /** How much of it a table is. */
    record Part(
            @Wire("Name") String name,
            @Wire("Count") long count,
            @Wire("Size") long size) {}
}
