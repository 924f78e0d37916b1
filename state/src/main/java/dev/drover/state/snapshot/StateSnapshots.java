package dev.drover.state.snapshot;

import dev.drover.model.BuildInfo;
import dev.drover.state.State;
import dev.drover.state.StateBuilder;
import dev.drover.state.TableContents;
import dev.drover.state.codec.Encoder;
import dev.drover.state.codec.Shared;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A whole state as a stream of bytes: a head, blocks of rows of one table each, and the SHA-256 of all that. Rows are told as in
 * the log, each by what differs from the one before, and a job once for all its allocations; blocks are compressed one by one, so
 * that neither side ever holds more than one. What follows from the rows (groups, usage, counts) is not written but counted afresh.
 */
public final class StateSnapshots {
    /** Raised only when streams of before cannot be read in the same way. */
    static final int FORMAT = 1;

    /** A block ends with the row that fills it. */
    private static final int BLOCK_BYTES = 256 * 1024;

    private StateSnapshots() {}

    /**
     * Writes the state; the stream is left open.
     *
     * @return what {@link #inspect} would say
     */
    public static Header write(State state, OutputStream stream) throws IOException {
        BlockWriter out = new BlockWriter(stream, FORMAT, BuildInfo.current().version(), state.index());
        Shared jobs = new Shared();
        for (TableContents<?> table : TableContents.all()) {
            write(table, state, jobs, out);
        }
        return out.end();
    }

    /**
     * Copies a snapshot without what root keys are made of, so that whoever gets it can neither sign nor decrypt; both streams are left
     * open. Restored where it came from, the keys that are there stay as they are; elsewhere the leader makes a new one.
     *
     * @throws SnapshotException as {@link #read}
     */
    public static Header redact(InputStream from, OutputStream to) throws IOException {
        return write(read(from).withoutKeyMaterial(), to);
    }

    private static <R> void write(TableContents<R> table, State state, Shared jobs, BlockWriter out)
            throws IOException {
        Encoder block = new Encoder(jobs);
        int rows = 0;
        R before = null;
        for (R row : table.rows().apply(state)) {
            block.row(table.row(), row, before);
            before = row;
            rows++;
            if (block.bytes().size() >= BLOCK_BYTES) {
                out.block(table.name(), rows, block.bytes());
                block = new Encoder(jobs);
                rows = 0;
                before = null;
            }
        }
        // Also when there are no rows, so that every table is named.
        out.block(table.name(), rows, block.bytes());
    }

    /**
     * Reads a state; nothing of the stream beyond its end is taken.
     *
     * @throws SnapshotException when it is no snapshot, damaged, cut off, or of a newer version
     */
    public static State read(InputStream stream) throws IOException {
        BlockReader in = new BlockReader(stream);
        Map<String, TableContents<?>> tables = TableContents.all().stream()
                .collect(Collectors.toMap(
                        TableContents::name, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        StateBuilder builder = new StateBuilder();
        Shared jobs = new Shared();
        for (BlockReader.Block block = in.next(); block != null; block = in.next()) {
            TableContents<?> table = tables.get(block.table());
            if (table == null) {
                throw new SnapshotException("the snapshot holds a table " + block.table() + ", which drover "
                        + BuildInfo.current().version() + " does not know; restore it with drover " + in.createdBy()
                        + " or later");
            }
            read(table, in, block, jobs, builder);
        }
        in.end();
        return builder.build(in.index());
    }

    private static <R> void read(
            TableContents<R> table, BlockReader in, BlockReader.Block block, Shared jobs, StateBuilder builder)
            throws SnapshotException {
        in.rows(block, jobs, decoder -> {
            @Nullable R before = null;
            for (int count = 0; count < block.rows(); count++) {
                R row = decoder.row(table.row(), before);
                builder.add(table, row);
                before = row;
            }
        });
    }

    /**
     * Reads what a snapshot says of itself and checks that it is whole.
     *
     * @throws SnapshotException as {@link #read}
     */
    public static Header inspect(InputStream stream) throws IOException {
        BlockReader in = new BlockReader(stream);
        Map<String, Header.TableSize> sizes = new LinkedHashMap<>();
        for (BlockReader.Block block = in.next(); block != null; block = in.next()) {
            sizes.merge(
                    block.table(),
                    new Header.TableSize(
                            block.table(), block.rows(), block.packed().length()),
                    (one, other) ->
                            new Header.TableSize(one.name(), one.rows() + other.rows(), one.bytes() + other.bytes()));
        }
        String sha256 = in.end();
        return new Header(FORMAT, in.createdBy(), in.index(), List.copyOf(sizes.values()), in.bytes(), sha256);
    }
}
