package dev.drover.raft;

/** Why the log could not do what was asked. */
public sealed class RaftException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private RaftException(String message) {
        super(message);
    }

    /** The message, which is always there. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** Another server leads, or none; nothing was done. */
    public static final class NotLeader extends RaftException {
        private static final long serialVersionUID = 1L;

        public NotLeader(String message) {
            super(message);
        }
    }

    /** The log takes nothing at the moment; nothing was done. */
    public static final class Unavailable extends RaftException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }
    }

    /** It may have been done or not. */
    public static final class OutcomeUnknown extends RaftException {
        private static final long serialVersionUID = 1L;

        public OutcomeUnknown(String message) {
            super(message);
        }
    }
}
