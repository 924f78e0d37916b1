package dev.drover.gossip;

import java.util.List;

/** What members say to each other. */
sealed interface Message {
    /** Are you there? Only the member of that name answers, with the same number. */
    record Ping(long number, String from, String target) implements Message {}

    /** Here I am. */
    record Ack(long number) implements Message {}

    /** Please ask that member whether it is there; answer me with this number if so. */
    record Relay(long number, String target, String host, int port) implements Message {}

    /** Nothing but the rumours that come along. */
    record Chatter() implements Message {}

    /** My whole view; over TCP only, and answered by the other's. */
    record Exchange(List<Member> members) implements Message {}
}
