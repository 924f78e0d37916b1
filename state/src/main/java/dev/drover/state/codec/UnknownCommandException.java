package dev.drover.state.codec;

/**
 * Bytes that a newer program wrote: a command, a field or a format that this one does not know. A server has to stop on it: going
 * on without the command would make its state another one than that of the other servers.
 */
public final class UnknownCommandException extends UnreadableException {
    private static final long serialVersionUID = 1L;

    UnknownCommandException(String what) {
        super(what
                + ", which this program does not know; a newer version of drover wrote it: start this server with that version"
                + " or a later one");
    }
}
