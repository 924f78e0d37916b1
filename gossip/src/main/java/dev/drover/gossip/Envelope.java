package dev.drover.gossip;

import java.util.Arrays;

/**
 * What goes over the wire: four bytes that say whose protocol it is, its version and whether the rest is encrypted; then the rest. A
 * member with a key takes nothing that is not encrypted, and one without a key nothing that is.
 */
final class Envelope {
    private static final byte[] MAGIC = {'D', 'G', 1};
    private static final byte PLAIN = 0;
    private static final byte ENCRYPTED = 1;
    private static final byte REFUSED = 2;
    private static final int HEADER = 4;

    /** How much longer a message gets at most. */
    static final int OVERHEAD = HEADER + KeyRing.OVERHEAD;

    private final KeyRing keys;

    Envelope(KeyRing keys) {
        this.keys = keys;
    }

    byte[] close(byte[] content) {
        if (keys.isEmpty()) {
            return join(header(PLAIN), content);
        }
        byte[] header = header(ENCRYPTED);
        return join(header, keys.encrypt(header, content));
    }

    /** Tells the sender that its message could not be read. */
    static byte[] refusal() {
        return header(REFUSED);
    }

    /**
     * Takes the content out.
     *
     * @throws UnreadableException when that cannot be done, for a reason that users can do something about
     */
    byte[] open(byte[] message) throws UnreadableException {
        if (message.length < HEADER || !Arrays.equals(message, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new UnreadableException("it is not gossip of this version; something else sends to this port");
        }
        byte[] rest = Arrays.copyOfRange(message, HEADER, message.length);
        return switch (message[MAGIC.length]) {
            case PLAIN -> plain(rest);
            case ENCRYPTED -> decrypt(Arrays.copyOf(message, HEADER), rest);
            case REFUSED ->
                throw new UnreadableException(
                        "the other side cannot read this agent's messages: it has another or no `encrypt` key");
            default -> throw new UnreadableException("it is not gossip of this version");
        };
    }

    private byte[] plain(byte[] content) throws UnreadableException {
        if (keys.isEmpty()) {
            return content;
        }
        throw new UnreadableException(
                "it is not encrypted, while this agent has an encrypt key; give the other side the same `encrypt`");
    }

    private byte[] decrypt(byte[] header, byte[] sealed) throws UnreadableException {
        if (keys.isEmpty()) {
            throw new UnreadableException(
                    "it is encrypted, while this agent has no encrypt key; give both sides the same `encrypt`");
        }
        return keys.decrypt(header, sealed)
                .orElseThrow(() -> new UnreadableException(
                        "it is encrypted with another key; give both sides the same `encrypt`"));
    }

    private static byte[] header(byte flag) {
        return new byte[] {MAGIC[0], MAGIC[1], MAGIC[2], flag};
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
