package dev.drover.raft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.CodedInputStream;
import org.apache.ratis.thirdparty.com.google.protobuf.CodedOutputStream;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * What one entry of the log holds: several whole commands, or a piece of a large one. The first byte tells which, so that a later program
 * can add other kinds; one that does not know a kind stops instead of skipping it.
 */
sealed interface Entries {
    /** Bytes that go ahead of a piece. */
    int PIECE_HEAD = 1 + Long.BYTES + 2 * Integer.BYTES;

    /** Whole commands in their order. */
    record Commands(List<byte[]> commands) implements Entries {}

    /**
     * A piece of a command; the pieces of one follow each other in the log.
     *
     * @param id the same for all pieces of a command, and of no other
     * @param total bytes of the command
     * @param offset where in it this piece begins
     */
    record Piece(long id, int total, int offset, ByteString bytes) implements Entries {
        boolean last() {
            return offset + bytes.size() == total;
        }
    }

    /** An entry whose first byte this program does not know. */
    record Unknown(byte kind) implements Entries {}

    static ByteString write(List<byte[]> commands) {
        int size = 1 + CodedOutputStream.computeUInt32SizeNoTag(commands.size());
        for (byte[] command : commands) {
            size += CodedOutputStream.computeUInt32SizeNoTag(command.length) + command.length;
        }
        byte[] bytes = new byte[size];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeRawByte((byte) 1);
            out.writeUInt32NoTag(commands.size());
            for (byte[] command : commands) {
                out.writeUInt32NoTag(command.length);
                out.writeRawBytes(command);
            }
            out.checkNoSpaceLeft();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    static ByteString write(long id, byte[] command, int offset, int length) {
        byte[] bytes = new byte[PIECE_HEAD + length];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeRawByte((byte) 2);
            out.writeFixed64NoTag(id);
            out.writeFixed32NoTag(command.length);
            out.writeFixed32NoTag(offset);
            out.writeRawBytes(command, offset, length);
            out.checkNoSpaceLeft();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    static Entries read(ByteString bytes) throws IOException {
        CodedInputStream in = bytes.newCodedInput();
        byte kind = in.readRawByte();
        return switch (kind) {
            case 1 -> {
                int count = in.readUInt32();
                List<byte[]> commands = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    commands.add(in.readRawBytes(in.readUInt32()));
                }
                yield new Commands(commands);
            }
            case 2 -> new Piece(in.readFixed64(), in.readFixed32(), in.readFixed32(), bytes.substring(PIECE_HEAD));
            default -> new Unknown(kind);
        };
    }
}
