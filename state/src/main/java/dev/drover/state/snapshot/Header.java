package dev.drover.state.snapshot;

import java.util.List;

/**
 * What a snapshot says of itself.
 *
 * @param format version of the format
 * @param createdBy version of the program that wrote it
 * @param index index of the last command that is part of it
 * @param tables in the order of the snapshot; the names are those of {@link dev.drover.state.TableContents}
 * @param bytes length of the whole snapshot
 * @param sha256 of all before, as hex digits
 */
public record Header(int format, String createdBy, long index, List<TableSize> tables, long bytes, String sha256) {
    public Header {
        tables = List.copyOf(tables);
    }

    /**
     * How much of the snapshot a table is.
     *
     * @param bytes as they are in the snapshot, compressed
     */
    public record TableSize(String name, long rows, long bytes) {}
}
