package dev.drover.rpc;

import java.time.Duration;

/**
 * One TCP connection, shared by everything that two agents have to say to each other. Either side may call and open channels, whoever
 * made the connection, so that a node behind a NAT can be reached through the link that it opened.
 */
public interface Link extends AutoCloseable {
    /** Who is at the other end. */
    Identity remote();

    /** {@code host:port} of the other end's socket, for messages. */
    String remoteAddress();

    /**
     * Asks and waits for the answer.
     *
     * @param request at most {@link Limits#MAX_MESSAGE_BYTES}
     * @throws RemoteException when the other side refused, with its status and text; 413 for what is too large
     * @throws LinkException when the link broke or no answer came in time; {@link LinkException#sent()} tells whether the request may
     *     have been carried out
     */
    byte[] call(String method, byte[] request, Duration timeout) throws LinkException, InterruptedException;

    /**
     * Opens a channel of bytes in both directions. A refusal comes when reading.
     *
     * @param request at most {@link Limits#MAX_OPEN_BYTES}
     * @throws LinkException when the link is broken
     */
    Channel open(String method, byte[] request) throws LinkException;

    boolean isOpen();

    /** Has something done once when the link ends, at once when it has ended already. */
    void onClose(Runnable action);

    /** Ends the link; calls that wait fail. */
    @Override
    void close();
}
