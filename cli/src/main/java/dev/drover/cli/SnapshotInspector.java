package dev.drover.cli;

import dev.drover.model.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads what a snapshot file says of itself. Only servers know the form of these files, so whoever puts the program together
 * brings the reader along.
 */
@FunctionalInterface
public interface SnapshotInspector {
    /**
     * Reads a file to its end.
     *
     * @throws IOException when it is no snapshot, damaged, or of a newer program, with what to do
     */
    Facts inspect(Path file) throws IOException;

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
