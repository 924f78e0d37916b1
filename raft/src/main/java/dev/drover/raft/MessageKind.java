package dev.drover.raft;

import java.io.IOException;

/** What servers say to each other; the number is the kind byte of {@link PeerTransport#call}. */
enum MessageKind {
    VOTE(1),
    APPEND(2),
    SNAPSHOT(3),
    START_ELECTION(4),
    READ_INDEX(5);

    private static final MessageKind[] ALL = values();

    private final byte number;

    MessageKind(int number) {
        this.number = (byte) number;
    }

    byte number() {
        return number;
    }

    static MessageKind of(byte number) throws IOException {
        for (MessageKind kind : ALL) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new IOException("another server sent a Raft message of the unknown kind " + number
                + "; its program is probably newer than this one");
    }
}
