package dev.drover.rpc;

import java.util.Arrays;

/** A message of known length of which parts are still to come. Takes memory as bytes arrive, not as they are announced. */
final class Gathering {
    private static final int FIRST_BYTES = 256 * 1024;

    private final int total;
    private byte[] bytes;
    private int have;

    Gathering(int total) {
        this.total = total;
        this.bytes = new byte[Math.min(total, FIRST_BYTES)];
    }

    int total() {
        return total;
    }

    /** Adds the next part and tells whether it was the last. */
    boolean add(byte[] part, int offset) throws ProtocolException {
        int length = part.length - offset;
        if (length > total - have) {
            throw new ProtocolException("a message longer than announced");
        }
        if (have + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(total, Math.max(have + length, 2L * bytes.length)));
        }
        System.arraycopy(part, offset, bytes, have, length);
        have += length;
        return have == total;
    }

    byte[] message() {
        return bytes;
    }
}
