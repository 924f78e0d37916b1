package dev.drover.rpc;

/**
 * Who is at one end of a link, as it says when the link is made.
 *
 * @param id server id or node id; empty for a caller that is neither, as a command-line tool
 * @param region the region it belongs to
 */
public record Identity(Role role, String id, String region) {
    /** What an agent is to the other. */
    public enum Role {
        SERVER,
        CLIENT
    }
}
