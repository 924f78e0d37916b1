package dev.drover.gossip;

import java.util.Map;

/**
 * A member as the others see it.
 *
 * @param name unique in the pool
 * @param host address for gossip
 * @param tags what it says of itself
 * @param incarnation rises with each word of the member about itself; the higher one is the newer
 */
public record Member(String name, String host, int port, Map<String, String> tags, Status status, long incarnation) {
    public Member {
        tags = Map.copyOf(tags);
    }

    /** How it is with a member. */
    public enum Status {
        ALIVE,
        /** Did not answer, and may still speak up. */
        SUSPECT,
        /** Said that it leaves. */
        LEFT,
        /** Did not answer for too long. */
        FAILED
    }
}
