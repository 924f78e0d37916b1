package dev.drover.gossip;

import java.util.Map;

/**
 * How a member takes part.
 *
 * @param name unique in the pool
 * @param bindHost address to listen on, UDP and TCP
 * @param bindPort port for both; 0 takes a free one
 * @param advertiseHost address under which the others reach this member; a name is looked up once
 * @param advertisePort 0 for the port that is listened on
 * @param tags what the member says of itself, together at most {@link Limits#TAG_BYTES}
 * @param keys with which everything is encrypted; without any, everything is plain
 */
public record GossipConfig(
        String name,
        String bindHost,
        int bindPort,
        String advertiseHost,
        int advertisePort,
        Map<String, String> tags,
        KeyRing keys,
        Timing timing) {
    public GossipConfig {
        tags = Map.copyOf(tags);
    }
}
