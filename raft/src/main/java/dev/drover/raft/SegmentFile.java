package dev.drover.raft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * One file of Ratis' log, as bytes. It holds a head, and then for each entry its length as a variable-length number, the entry, and a
 * checksum (CRC-32C) over both; behind the last one there may be zeros, which Ratis claims from the disk ahead of time.
 *
 * <p>Ratis itself takes a half-written last entry and one with a flipped bit for the same thing and stops at both. They are told apart
 * here, because a half-written one was never confirmed to anybody and may go, while the other may be the only copy of something.
 */
final class SegmentFile {
    private static final Pattern NAME = Pattern.compile("log_(?:inprogress_(\\d+)|(\\d+)-(\\d+))");
    private static final byte[] HEAD = "RaftLog1".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM_BYTES = 4;
    private static final int SECTOR_BYTES = 512;

    private final Path path;
    private final long first;
    private final long last;
    private final byte[] bytes;
    private final int content;

    private SegmentFile(Path path, long first, long last) throws IOException {
        this.path = path;
        this.first = first;
        this.last = last;
        bytes = Files.readAllBytes(path);
        content = contentEnd(bytes);
    }

    static boolean isSegment(Path path) {
        return NAME.matcher(path.getFileName().toString()).matches();
    }

    /** Index of the first entry, by the name of the file. */
    static long firstOf(Path path) {
        Matcher name = match(path);
        return Long.parseLong(name.group(1) != null ? name.group(1) : name.group(2));
    }

    static SegmentFile read(Path path) throws IOException {
        String last = match(path).group(3);
        return new SegmentFile(path, firstOf(path), last == null ? -1 : Long.parseLong(last));
    }

    private static Matcher match(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(path + " is not a file of a log");
        }
        return name;
    }

    private static int contentEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    long first() {
        return first;
    }

    /** What a reading of the file found. */
    sealed interface Finding {
        /** Everything is there, up to this entry. */
        record Whole(long last) implements Finding {}

        /** The write of the last entry did not come to its end; what is before it is whole. */
        record Torn(long last, long offset) implements Finding {}

        record Damaged(LogDamage damage) implements Finding {}
    }

    Finding check() {
        if (!Arrays.equals(bytes, 0, Math.min(HEAD.length, bytes.length), HEAD, 0, HEAD.length)) {
            return content < HEAD.length && last < 0 ? new Finding.Torn(first - 1, 0) : damaged(0, "its head is wrong");
        }
        int offset = HEAD.length;
        long next = first;
        while (offset < content) {
            int end = entryEnd(offset, next);
            if (end < 0) {
                return last < 0 && isTorn(offset, next)
                        ? new Finding.Torn(next - 1, offset)
                        : damaged(offset, "entry " + next + " does not fit its checksum");
            }
            offset = end;
            next++;
        }
        if (last >= 0 && next != last + 1) {
            return damaged(offset, "entries " + next + " to " + last + " are missing");
        }
        return new Finding.Whole(next - 1);
    }

    /** Every whole entry, up to one that is not. */
    List<LogEntryProto> entries() throws InvalidProtocolBufferException {
        List<LogEntryProto> entries = new ArrayList<>();
        int offset = HEAD.length;
        for (int end = next(offset); end > 0; end = next(offset)) {
            int head = lengthBytes(offset);
            entries.add(LogEntryProto.parseFrom(
                    UnsafeByteOperations.unsafeWrap(bytes, offset + head, length(offset, head))));
            offset = end;
        }
        return entries;
    }

    private int next(int offset) {
        return offset < content ? entryEnd(offset, indexAt(offset)) : -1;
    }

    private long indexAt(int offset) {
        try {
            int head = lengthBytes(offset);
            int length = length(offset, head);
            return head == 0 || length <= 0 || offset + head + length > bytes.length
                    ? -1
                    : LogEntryProto.parseFrom(UnsafeByteOperations.unsafeWrap(bytes, offset + head, length))
                            .getIndex();
        } catch (InvalidProtocolBufferException unreadable) {
            return -1;
        }
    }

    private Finding damaged(long offset, String what) {
        return new Finding.Damaged(new LogDamage(path, offset, what));
    }

    /** Where the entry ends that begins here; -1 when there is no whole entry of this index. */
    private int entryEnd(int offset, long index) {
        int head = lengthBytes(offset);
        int length = length(offset, head);
        int end = offset + head + length + CHECKSUM_BYTES;
        if (head == 0 || length <= 0 || length > Limits.MESSAGE_BYTES || end > bytes.length) {
            return -1;
        }
        int stored =
                ByteBuffer.wrap(bytes, end - CHECKSUM_BYTES, CHECKSUM_BYTES).getInt();
        if (checksum(bytes, offset, head + length) != stored) {
            return -1;
        }
        try {
            ByteString entry = UnsafeByteOperations.unsafeWrap(bytes, offset + head, length);
            return LogEntryProto.parseFrom(entry).getIndex() == index ? end : -1;
        } catch (InvalidProtocolBufferException unreadable) {
            return -1;
        }
    }

    /**
     * A torn entry is the last thing in the file and lacks its end, or a part of the disk that was never written. One that has its end
     * was written whole and has changed since; so has one that would fit its checksum if only its length were another.
     */
    private boolean isTorn(int offset, long index) {
        int head = lengthBytes(offset);
        long end = (long) offset + head + length(offset, head) + CHECKSUM_BYTES;
        boolean lacksEnd = head == 0 || end > bytes.length || end >= content + CHECKSUM_BYTES;
        boolean lacksPart = !lacksEnd && hasEmptySector(offset, (int) end);
        return (lacksEnd || lacksPart) && !fitsWithAnotherLength(offset) && !entryFollows(offset + 1, index);
    }

    private boolean hasEmptySector(int from, int to) {
        for (int start = -Math.floorDiv(-from, SECTOR_BYTES) * SECTOR_BYTES;
                start + SECTOR_BYTES <= to;
                start += SECTOR_BYTES) {
            int end = start;
            while (end < start + SECTOR_BYTES && bytes[end] == 0) {
                end++;
            }
            if (end == start + SECTOR_BYTES) {
                return true;
            }
        }
        return false;
    }

    private boolean fitsWithAnotherLength(int offset) {
        for (int head = 1; head <= CHECKSUM_BYTES; head++) {
            // The checksum itself may end in zeros, which look like the space behind the entries.
            for (int end = content; end <= Math.min(content + CHECKSUM_BYTES, bytes.length); end++) {
                int length = end - CHECKSUM_BYTES - offset - head;
                if (length > 0 && fits(offset, head, length, end)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean fits(int offset, int head, int length, int end) {
        byte[] restored = new byte[head + length];
        int rest = length;
        for (int i = 0; i < head; i++) {
            restored[i] = (byte) (i == head - 1 ? rest : (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        System.arraycopy(bytes, offset + head, restored, head, length);
        int stored =
                ByteBuffer.wrap(bytes, end - CHECKSUM_BYTES, CHECKSUM_BYTES).getInt();
        return rest == 0 && checksum(restored, 0, restored.length) == stored;
    }

    private boolean entryFollows(int from, long index) {
        for (int offset = from; offset < content; offset++) {
            int head = lengthBytes(offset);
            // An entry begins with its term, field 1.
            if (head > 0
                    && offset + head < content
                    && bytes[offset + head] == 0x08
                    && anyEntryAt(offset, head, index)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyEntryAt(int offset, int head, long after) {
        int length = length(offset, head);
        if (length <= 0 || length > Limits.MESSAGE_BYTES || offset + head + length > bytes.length) {
            return false;
        }
        try {
            long index = LogEntryProto.parseFrom(UnsafeByteOperations.unsafeWrap(bytes, offset + head, length))
                    .getIndex();
            return index > after && entryEnd(offset, index) > 0;
        } catch (InvalidProtocolBufferException other) {
            return false;
        }
    }

    /** Bytes of the number that begins here; 0 when it does not end where a length would. */
    private int lengthBytes(int offset) {
        for (int count = 1; count <= CHECKSUM_BYTES && offset + count <= bytes.length; count++) {
            if (bytes[offset + count - 1] >= 0) {
                return count;
            }
        }
        return 0;
    }

    private int length(int offset, int head) {
        int length = 0;
        for (int i = 0; i < head; i++) {
            length |= (bytes[offset + i] & 0x7f) << (7 * i);
        }
        return length;
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }
}
