package dev.drover.gossip;

import java.net.InetSocketAddress;

/** What tests do to a member: cut its lines or make it stand still. */
interface Conditions {
    /** Nothing is in the way. */
    Conditions GOOD = new Conditions() {};

    /** Whether bytes to that address arrive. */
    default boolean reaches(InetSocketAddress to) {
        return true;
    }

    /** Called by each thread before it does anything; returns once the member may go on. */
    default void pass() throws InterruptedException {}
}
