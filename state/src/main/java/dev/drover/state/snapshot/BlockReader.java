package dev.drover.state.snapshot;

import dev.drover.model.BuildInfo;
import dev.drover.state.codec.ByteReader;
import dev.drover.state.codec.Decoder;
import dev.drover.state.codec.Shared;
import dev.drover.state.codec.UnknownCommandException;
import dev.drover.state.codec.UnreadableException;
import dev.drover.state.command.Blob;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the frame of a snapshot and checks it. */
final class BlockReader {
    /** Larger blocks are damage; room is only taken as bytes come. */
    private static final int LARGEST_BLOCK = 512 * 1024 * 1024;

    private final DigestInputStream digested;
    private final DataInputStream in;
    private final String createdBy;
    private final long index;
    private long bytes;

    /** Some rows of a table, still compressed. */
    record Block(String table, int rows, int size, Blob packed, long place) {}

    BlockReader(InputStream stream) throws IOException {
        this.digested = new DigestInputStream(stream, Digests.sha256());
        this.in = new DataInputStream(digested);
        try {
            byte[] magic = in.readNBytes(BlockWriter.MAGIC.length());
            if (!Arrays.equals(magic, BlockWriter.MAGIC.getBytes(StandardCharsets.US_ASCII))) {
                throw new SnapshotException(
                        "this is no snapshot of drover: it does not begin with " + BlockWriter.MAGIC);
            }
            int format = in.readInt();
            this.createdBy = in.readUTF();
            if (format > StateSnapshots.FORMAT) {
                throw new SnapshotException("the snapshot has format " + format + " and was written by drover "
                        + createdBy
                        + "; drover " + BuildInfo.current().version() + " reads up to format " + StateSnapshots.FORMAT
                        + ": restore it with the newer version");
            }
            if (format < 1) {
                throw new SnapshotException("the snapshot is damaged: it claims format " + format);
            }
            this.index = in.readLong();
            this.bytes = magic.length + Integer.BYTES + utfLength(createdBy) + Long.BYTES;
        } catch (EOFException cut) {
            throw new SnapshotException("the snapshot is cut off within its head", cut);
        }
    }

    private static long utfLength(String text) {
        return (long) Short.BYTES + text.getBytes(StandardCharsets.UTF_8).length;
    }

    String createdBy() {
        return createdBy;
    }

    long index() {
        return index;
    }

    /** How far it was read. */
    long bytes() {
        return bytes;
    }

    /** The next block, or null after the last. */
    @Nullable
    Block next() throws IOException {
        try {
            int kind = in.readUnsignedByte();
            if (kind == BlockWriter.END) {
                bytes++;
                return null;
            }
            if (kind != BlockWriter.BLOCK) {
                throw damaged("kind " + kind + " of block", null);
            }
            String table = in.readUTF();
            int rows = in.readInt();
            int size = in.readInt();
            int length = in.readInt();
            if (rows < 0 || size < 0 || size > LARGEST_BLOCK || length < 0 || length > LARGEST_BLOCK) {
                throw damaged("impossible lengths of a block", null);
            }
            Block block = new Block(table, rows, size, Blob.of(in.readNBytes(length)), bytes);
            if (block.packed().length() < length) {
                throw new EOFException();
            }
            bytes += 1 + utfLength(table) + 3 * Integer.BYTES + length;
            return block;
        } catch (EOFException cut) {
            throw new SnapshotException(
                    "the snapshot is cut off: it ends within the block that begins at byte " + bytes, cut);
        } catch (UTFDataFormatException fault) {
            throw damaged("a name that is no text", fault);
        }
    }

    /** Reads the rows of a block, all of them and nothing else. */
    void rows(Block block, Shared jobs, Consumer<Decoder> rows) throws SnapshotException {
        String where = "table " + block.table() + ", block at byte " + block.place() + ": ";
        try (InflaterInputStream inflated =
                new InflaterInputStream(new ByteArrayInputStream(block.packed().toByteArray()))) {
            byte[] content = inflated.readNBytes(block.size());
            ByteReader source = new ByteReader(content);
            rows.accept(new Decoder(source, jobs));
            source.end();
        } catch (IOException | UnreadableException fault) {
            throw new SnapshotException(
                    fault instanceof UnknownCommandException
                            ? "the snapshot was written by drover " + createdBy + "; " + where + fault.getMessage()
                            : "the snapshot is damaged: " + where + fault.getMessage(),
                    fault);
        }
    }

    /** Checks the digest, which stands after the last block, and returns it. */
    String end() throws IOException {
        byte[] expected = digested.getMessageDigest().digest();
        digested.on(false);
        byte[] found = in.readNBytes(expected.length);
        bytes += found.length;
        if (found.length < expected.length) {
            throw new SnapshotException("the snapshot is cut off within its digest");
        }
        if (!Arrays.equals(expected, found)) {
            throw new SnapshotException("the snapshot is damaged: its SHA-256 is "
                    + HexFormat.of().formatHex(expected) + " and should be "
                    + HexFormat.of().formatHex(found));
        }
        return HexFormat.of().formatHex(found);
    }

    private SnapshotException damaged(String what, @Nullable Throwable cause) {
        String message = "the snapshot is damaged: " + what + " at byte " + bytes;
        return cause == null ? new SnapshotException(message) : new SnapshotException(message, cause);
    }
}
