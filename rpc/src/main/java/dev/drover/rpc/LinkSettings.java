package dev.drover.rpc;

import java.time.Duration;
import java.util.Optional;

/**
 * The patience and the bounds of links.
 *
 * @param idleBeforePing without a byte from the other side, after which it is asked whether it lives
 * @param patience after which a side that was asked and sent no byte is taken for dead, and the link closed
 * @param handshakeTimeout within which a new connection has to say who it is
 * @param maxLinks that a listener holds at the same time
 * @param maxLinksPerAddress that a listener holds at the same time with one IP address; 0 for no such bound
 * @param tls certificates that both sides show each other; empty for links in the clear
 */
public record LinkSettings(
        Duration idleBeforePing,
        Duration patience,
        Duration handshakeTimeout,
        int maxLinks,
        int maxLinksPerAddress,
        Optional<LinkTls> tls) {
    public static final LinkSettings DEFAULT = new LinkSettings(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(5), 16_384, 100, Optional.empty());

    /** The same with another way to notice a dead peer. */
    public LinkSettings withKeepAlive(Duration newIdleBeforePing, Duration newPatience) {
        return new LinkSettings(newIdleBeforePing, newPatience, handshakeTimeout, maxLinks, maxLinksPerAddress, tls);
    }

    /** The same with another time for handshakes. */
    public LinkSettings withHandshakeTimeout(Duration timeout) {
        return new LinkSettings(idleBeforePing, patience, timeout, maxLinks, maxLinksPerAddress, tls);
    }

    /** The same with other bounds for listeners. */
    public LinkSettings withBounds(int newMaxLinks, int newMaxLinksPerAddress) {
        return new LinkSettings(idleBeforePing, patience, handshakeTimeout, newMaxLinks, newMaxLinksPerAddress, tls);
    }

    /** The same with certificates. */
    public LinkSettings withTls(LinkTls certificates) {
        return new LinkSettings(
                idleBeforePing, patience, handshakeTimeout, maxLinks, maxLinksPerAddress, Optional.of(certificates));
    }
}
