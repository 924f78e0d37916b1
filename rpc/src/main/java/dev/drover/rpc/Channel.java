package dev.drover.rpc;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * Bytes in both directions over a {@link Link}. Each direction ends by itself: closing {@link #out()} is the end of file for the other
 * side, which may still write. A writer waits when the reader does not keep up, without holding up anything else on the link.
 */
public interface Channel extends AutoCloseable {
    /** What the other side writes. Reading throws {@link RemoteException} when the other side failed the channel. */
    InputStream in();

    /** What the other side reads. Flushing sends what is there. */
    OutputStream out();

    /** Ends both directions and tells the other side why; its reads throw. */
    void fail(int status, String message);

    /** Ends both directions; a side that is still writing gets an error. */
    @Override
    void close();
}
