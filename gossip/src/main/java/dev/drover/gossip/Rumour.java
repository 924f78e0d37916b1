package dev.drover.gossip;

/**
 * A word about a member that is passed on.
 *
 * @param subject what is said of it; a datagram carries tags only of those who are alive
 * @param forget whoever holds it as failed or left should forget it altogether
 */
record Rumour(Member subject, boolean forget) {
    Rumour(Member subject) {
        this(subject, false);
    }
}
