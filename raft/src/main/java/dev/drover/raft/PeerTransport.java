package dev.drover.raft;

import java.io.IOException;
import java.time.Duration;

/** How a message gets to another server's {@link ReplicatedLog#handle}. */
public interface PeerTransport {
    /**
     * Sends a request and waits for the answer.
     *
     * @throws IOException when the peer cannot be reached or does not answer in time
     */
    byte[] call(ReplicatedLog.Peer to, byte kind, byte[] request, Duration timeout)
            throws IOException, InterruptedException;
}
