package dev.drover.state.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;

/** Bytes that grow. Numbers take as few bytes as they need: seven bits a byte, the eighth says that another follows. */
public final class ByteWriter {
    private byte[] bytes = new byte[256];
    private int size;

    void octet(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(size, 2));
        }
        bytes[size++] = (byte) value;
    }

    /** A number without a sign. */
    void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octet((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /** A number with a sign; small ones of either sign are short. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    /** Eight bytes. */
    void fixed(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            octet((int) (value >>> shift));
        }
    }

    void uuid(UUID id) {
        fixed(id.getMostSignificantBits());
        fixed(id.getLeastSignificantBits());
    }

    void utf8(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        write(encoded, 0, encoded.length);
    }

    void utf16(String text) {
        number(text.length());
        for (int place = 0; place < text.length(); place++) {
            octet(text.charAt(place) >>> 8);
            octet(text.charAt(place));
        }
    }

    /** One bit for each, eight to a byte. */
    void bits(boolean[] values) {
        for (int start = 0; start < values.length; start += 8) {
            int octet = 0;
            for (int place = start; place < Math.min(start + 8, values.length); place++) {
                octet |= values[place] ? 1 << (place - start) : 0;
            }
            octet(octet);
        }
    }

    /** One bit for each, seven to a byte; what is false at the end takes no room. */
    void bitsToTheLast(boolean[] values) {
        int last = values.length;
        while (last > 0 && !values[last - 1]) {
            last--;
        }
        int start = 0;
        do {
            int octet = 0;
            for (int place = start; place < Math.min(start + 7, last); place++) {
                octet |= values[place] ? 1 << (place - start) : 0;
            }
            start += 7;
            octet(start < last ? octet | 0x80 : octet);
        } while (start < last);
    }

    void write(byte[] source, int from, int length) {
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, length), Math.multiplyExact(bytes.length, 2)));
        }
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    public void addTo(MessageDigest digest) {
        digest.update(bytes, 0, size);
    }

    public int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
