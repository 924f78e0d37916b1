package dev.drover.state.snapshot;

import dev.drover.state.State;
import dev.drover.state.TableContents;
import dev.drover.state.codec.Encoder;
import dev.drover.state.codec.Shared;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One text for the content of a state: equal on all servers that have applied the same commands, whether one by one or through a
 * snapshot. It is the SHA-256 of the rows as a snapshot has them, with the entries of maps in order.
 */
public final class StateHash {
    /** A part ends with the row that fills it. */
    private static final int PART_BYTES = 256 * 1024;

    private StateHash() {}

    /** Takes some seconds for a million allocations. */
    public static String of(State state) {
        MessageDigest digest = Digests.sha256();
        Shared jobs = new Shared();
        TableContents.all().forEach(table -> add(table, state, jobs, digest));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static <R> void add(TableContents<R> table, State state, Shared jobs, MessageDigest digest) {
        Encoder part = Encoder.inOrder(jobs);
        @Nullable R before = null;
        for (R row : table.rows().apply(state)) {
            part.row(table.row(), row, before);
            before = row;
            if (part.bytes().size() >= PART_BYTES) {
                part.bytes().addTo(digest);
                part = Encoder.inOrder(jobs);
                before = null;
            }
        }
        part.bytes().addTo(digest);
    }
}
