package dev.drover.state.snapshot;

import dev.drover.state.codec.ByteWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes the frame of a snapshot: head, compressed blocks, digest. */
final class BlockWriter {
    /** The first bytes of every snapshot. */
    static final String MAGIC = "DROVER-STATE";

    static final int BLOCK = 1;
    static final int END = 2;

    private final int format;
    private final String createdBy;
    private final long index;
    private final DigestOutputStream digested;
    private final DataOutputStream out;
    private final Map<String, Header.TableSize> sizes = new LinkedHashMap<>();
    private long bytes;

    BlockWriter(OutputStream stream, int format, String createdBy, long index) throws IOException {
        this.format = format;
        this.createdBy = createdBy;
        this.index = index;
        this.digested = new DigestOutputStream(stream, Digests.sha256());
        this.out = new DataOutputStream(digested);
        out.writeBytes(MAGIC);
        out.writeInt(format);
        out.writeUTF(createdBy);
        out.writeLong(index);
        bytes = out.size();
    }

    void block(String table, int rows, ByteWriter content) throws IOException {
        byte[] packed = pack(content);
        DataOutputStream counted = new DataOutputStream(out);
        counted.writeByte(BLOCK);
        counted.writeUTF(table);
        counted.writeInt(rows);
        counted.writeInt(content.size());
        counted.writeInt(packed.length);
        counted.write(packed);
        bytes += counted.size();
        sizes.merge(
                table,
                new Header.TableSize(table, rows, packed.length),
                (one, other) -> new Header.TableSize(table, one.rows() + other.rows(), one.bytes() + other.bytes()));
    }

    private static byte[] pack(ByteWriter content) throws IOException {
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream(content.size() / 2 + 64);
            try (DeflaterOutputStream deflating = new DeflaterOutputStream(packed, deflater)) {
                content.writeTo(deflating);
            }
            return packed.toByteArray();
        }
    }

    Header end() throws IOException {
        out.writeByte(END);
        byte[] digest = digested.getMessageDigest().digest();
        digested.on(false);
        out.write(digest);
        out.flush();
        bytes += 1 + digest.length;
        return new Header(
                format,
                createdBy,
                index,
                List.copyOf(sizes.values()),
                bytes,
                HexFormat.of().formatHex(digest));
    }
}
