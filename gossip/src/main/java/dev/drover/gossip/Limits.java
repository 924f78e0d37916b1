package dev.drover.gossip;

/** What no peer can make this member exceed. */
public final class Limits {
    /** A datagram, everything included, so that it fits one Ethernet frame also in a tunnel. */
    public static final int PACKET_BYTES = 1400;

    /** A TCP message: enough for {@link #MEMBERS} members with full tags. */
    public static final int STREAM_BYTES = 2 * 1024 * 1024;

    /** Members that are remembered, in whatever state. */
    public static final int MEMBERS = 1_000;

    /** Names and values of all tags of a member together, in UTF-8. */
    public static final int TAG_BYTES = 640;

    /** Tags of a member. */
    public static final int TAGS = 64;

    /** A member's name, in UTF-8. */
    public static final int NAME_BYTES = 192;

    /** TCP conversations that others hold with this member at the same time. */
    static final int STREAMS = 32;

    /** TCP conversations that this member holds on its own accord at the same time, joining aside. */
    static final int OWN_STREAMS = 8;

    /** Probes on behalf of others that wait for an answer. */
    static final int RELAYED_PROBES = 256;

    /** Members that are asked to probe one that does not answer. */
    static final int RELAYS = 3;

    /** Members that a batch of rumours goes to. */
    static final int SPREAD_TO = 3;

    /** A rumour is sent this often, times the number of digits of the size of the pool. */
    static final int RETRANSMIT = 6;

    /** Failed members that are tried in one round. */
    static final int RECONNECTS = 3;

    /** Names that were forgotten on purpose and must not come back by hearsay. */
    static final int FORGOTTEN = 1_000;

    /** Addresses that one name may stand for. */
    static final int ADDRESSES_OF_NAME = 16;

    /** Keys in a ring. */
    static final int KEYS = 16;

    private Limits() {}
}
