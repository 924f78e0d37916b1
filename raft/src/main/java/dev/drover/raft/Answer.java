package dev.drover.raft;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How an answer travels: one byte that tells how it went, then the answer itself or the reason why there is none. */
final class Answer {
    private static final byte DONE = 0;
    private static final byte FAILED = 1;
    private static final byte LOST = 2;

    private Answer() {}

    static byte[] done(byte[] body) {
        return join(DONE, body);
    }

    static byte[] failed(String reason) {
        return join(FAILED, reason.getBytes(StandardCharsets.UTF_8));
    }

    /** The asked server has no log although the group counts on it; see {@link Newcomer}. */
    static byte[] lost() {
        return new byte[] {LOST};
    }

    /**
     * The body of an answer.
     *
     * @throws LostLog when the other side has no log any more
     * @throws IOException when the other side could not answer
     */
    static byte[] body(byte[] answer) throws IOException {
        if (answer.length == 0) {
            throw new IOException("the other server gave an empty answer");
        }
        byte[] body = Arrays.copyOfRange(answer, 1, answer.length);
        return switch (answer[0]) {
            case DONE -> body;
            case LOST -> throw new LostLog();
            case FAILED -> throw new IOException(new String(body, StandardCharsets.UTF_8));
            default -> throw new IOException("the other server gave an answer of the unknown kind " + answer[0]);
        };
    }

    private static byte[] join(byte kind, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 1);
        out.write(kind);
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** The other server has no log although the group counts on it. */
    static final class LostLog extends IOException {
        private static final long serialVersionUID = 1L;

        LostLog() {
            super("the other server has no log any more");
        }
    }
}
