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
     * Checks configuration files and folders of an agent, taken together.
     *
     * @return what is allowed and most likely not meant
     * @throws IOException when something is wrong, with the place and the remedy
     */
    default List<String> checkConfiguration(List<Path> paths) throws IOException {
        throw new IOException(MISSING);
    }

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
