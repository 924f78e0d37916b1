package dev.drover.gossip;

import java.time.Duration;

/**
 * When a member does what.
 *
 * @param probe every so often one other member is asked whether it is there, each in turn
 * @param probeTimeout without an answer after this others are asked to try, and after the same time again the member is suspected
 * @param suspicion how long a suspected member may take to speak up in a pool of up to ten; grows with the logarithm of the size
 * @param spread how often rumours go out while there are any
 * @param exchange how often a random member is asked for its whole view over TCP
 * @param reconnect how often failed members are tried again
 * @param streamTimeout for a whole TCP conversation
 * @param leave how long {@link Gossip#leave} waits at most
 * @param reap after which a member that failed or left is forgotten
 */
public record Timing(
        Duration probe,
        Duration probeTimeout,
        Duration suspicion,
        Duration spread,
        Duration exchange,
        Duration reconnect,
        Duration streamTimeout,
        Duration leave,
        Duration reap) {

    /** Notices a dead member within 2 to 4 seconds in a small pool, at two packets a second and member. */
    public static Timing usual() {
        return new Timing(
                Duration.ofMillis(500),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofMillis(200),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofHours(24));
    }

    /** How long a suspected member has in a pool of this size. */
    Duration suspicionAmong(int members) {
        double factor = Math.max(1, Math.log10(Math.max(1, members)));
        return Duration.ofNanos((long) (suspicion.toNanos() * factor));
    }
}
