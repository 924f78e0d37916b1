package dev.drover.state.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} writes; every length is checked against what is there before room for it is taken. */
public final class ByteReader {
    private static final int MOST_SHIFT = 63;

    private final byte[] bytes;
    private int place;

    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int octet() {
        if (place >= bytes.length) {
            throw new UnreadableException("the bytes end too early, after " + bytes.length);
        }
        return bytes[place++] & 0xFF;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift <= MOST_SHIFT; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new UnreadableException("a number has no end at byte " + place);
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    long fixed() {
        long value = 0;
        for (int count = 0; count < Long.BYTES; count++) {
            value = value << 8 | octet();
        }
        return value;
    }

    UUID uuid() {
        return new UUID(fixed(), fixed());
    }

    String utf8() {
        int length = length(1);
        String text = new String(bytes, place, length, StandardCharsets.UTF_8);
        place += length;
        return text;
    }

    String utf16() {
        char[] text = new char[length(2)];
        for (int at = 0; at < text.length; at++) {
            text[at] = (char) (octet() << 8 | octet());
        }
        return new String(text);
    }

    /** A number of things that take so many bytes each. */
    private int length(int each) {
        long length = number();
        if (length < 0 || length > (bytes.length - place) / each) {
            throw new UnreadableException("a length of " + Long.toUnsignedString(length) + " at byte " + place
                    + " goes beyond the end at " + bytes.length);
        }
        return (int) length;
    }

    /** Refuses a number of things, each of which takes a bit at least, that cannot be. */
    int checkedCount(long count) {
        if (count < 0 || count > 8L * (bytes.length - place)) {
            throw new UnreadableException(
                    "a count of " + Long.toUnsignedString(count) + " at byte " + place + " goes beyond the end");
        }
        return (int) count;
    }

    boolean[] bits(int count) {
        boolean[] values = new boolean[count];
        int octet = 0;
        for (int at = 0; at < count; at++) {
            if (at % 8 == 0) {
                octet = octet();
            }
            values[at] = (octet >> at % 8 & 1) != 0;
        }
        return values;
    }

    /**
     * Bits that go to the last true one.
     *
     * @param most how many are known
     * @return null when one beyond those is true
     */
    boolean @Nullable [] bitsToTheLast(int most) {
        boolean[] values = new boolean[most];
        boolean beyond = false;
        int start = 0;
        int octet;
        do {
            octet = octet();
            for (int at = start; at < start + 7; at++) {
                boolean set = (octet >> (at - start) & 1) != 0;
                if (at < most) {
                    values[at] = set;
                } else {
                    beyond |= set;
                }
            }
            start += 7;
        } while (octet >= 0x80);
        return beyond ? null : values;
    }

    byte[] blob() {
        int length = length(1);
        place += length;
        return Arrays.copyOfRange(bytes, place - length, place);
    }

    private int left() {
        return bytes.length - place;
    }

    public void end() {
        if (place != bytes.length) {
            throw new UnreadableException(left() + " bytes follow the end of the record");
        }
    }
}
