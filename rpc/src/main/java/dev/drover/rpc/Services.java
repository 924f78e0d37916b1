package dev.drover.rpc;

import java.io.IOException;

/**
 * What one side of a link offers to the other. Every call and channel has a virtual thread of its own and may block. That thread is
 * interrupted when the other side gives the call or channel up, or is lost.
 */
public interface Services {
    /**
     * Answers a call.
     *
     * @throws RemoteException to refuse, with status and text for the caller
     */
    byte[] answer(Link from, String method, byte[] request) throws InterruptedException;

    /**
     * Serves a channel; when this returns the channel is closed.
     *
     * @throws RemoteException to refuse, with status and text for the caller
     */
    void serve(Link from, String method, byte[] request, Channel channel) throws IOException, InterruptedException;
}
