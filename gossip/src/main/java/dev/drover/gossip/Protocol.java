package dev.drover.gossip;

import dev.drover.gossip.Member.Status;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What a member does when: answers, spreads rumours, asks for whole views, tries failed members again; probing is in {@link Prober}. It
 * owns no thread and no socket and reads no clock, so that one lock around it is all that is needed.
 */
final class Protocol {
    /** The way out. Calls must not block. */
    interface Outbox {
        void send(InetSocketAddress to, byte[] content);

        /** Exchange whole views with that member, some time soon. */
        void exchange(Member with);

        /** Ask that member over TCP whether it is there, and report to {@link Protocol#answeredByStream}. */
        void probe(Member member, long number);
    }

    /** How long rumours still go to a member that failed, since it may be there after all. */
    private static final long FAILED_STILL_TOLD_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int ROOM = Limits.PACKET_BYTES - Envelope.OVERHEAD;

    private final MemberTable table;
    private final RumourQueue rumours;
    private final Timing timing;
    private final Outbox outbox;
    private final Random random;
    private final Prober prober;
    private long nextSpread;
    private long nextExchange;
    private long nextReconnect;
    private long due;

    Protocol(MemberTable table, RumourQueue rumours, Timing timing, Outbox outbox, Random random, long now) {
        this.table = table;
        this.rumours = rumours;
        this.timing = timing;
        this.outbox = outbox;
        this.random = random;
        this.prober = new Prober(table, timing, this::send, outbox, random, now);
        nextSpread = now;
        // Members that start together should not all exchange in the same moment.
        nextExchange = now + random.nextLong(timing.exchange().toNanos());
        nextReconnect = now + timing.reconnect().toNanos();
        due = now;
    }

    /** A datagram came. */
    void receive(Codec.Packet packet, InetSocketAddress from, long now) {
        packet.rumours().forEach(rumour -> table.hear(rumour, now));
        switch (packet.message()) {
            case Message.Ping ping -> {
                if (ping.target().equals(table.self().name())) {
                    send(from, new Message.Ack(ping.number()), wrongly(ping.from()));
                }
            }
            case Message.Ack ack -> answered(ack.number());
            case Message.Relay relay -> prober.relay(relay, from, now);
            case Message.Chatter chatter -> {}
            case Message.Exchange exchange -> {}
        }
    }

    /** Whole views of both sides after the other's was taken in. */
    Message.Exchange exchange(List<Member> theirs, long now) {
        theirs.forEach(member -> table.merge(member, now));
        return new Message.Exchange(table.all());
    }

    /** A probe with that number was answered over TCP; true when datagrams seem not to get through to that member. */
    boolean answeredByStream(long number) {
        return prober.answeredByStream(number);
    }

    /** A member is not remembered any more. */
    void forget(String name) {
        prober.forget(name);
    }

    /** A probe with that number was answered. */
    void answered(long number) {
        prober.answered(number);
    }

    /**
     * Does what is due and says when to call again. Being called much too late means that the whole process stood still.
     *
     * @return a time as of {@link System#nanoTime}
     */
    long tick(long now) {
        long late = now - due;
        if (late > timing.probe().toNanos()) {
            table.excuse(late);
            prober.excuse(late);
        }
        table.expire(now);
        boolean alone = table.size() == 1;
        if (!table.leaving()) {
            prober.tick(now);
            exchangeWhenDue(now);
            reconnectWhenDue(now);
        }
        spreadWhenDue(now);
        due = table.nextDeadline(now);
        if (!rumours.isEmpty() && !alone) {
            due = earlier(due, nextSpread);
        }
        if (!table.leaving()) {
            due = earlier(due, nextReconnect);
            due = alone ? due : earlier(earlier(due, nextExchange), prober.due());
        }
        return due;
    }

    private void spreadWhenDue(long now) {
        if (nextSpread - now > 0 || rumours.isEmpty()) {
            return;
        }
        nextSpread = now + timing.spread().toNanos();
        List<Member> listeners = new ArrayList<>(table.others(Status.ALIVE, Status.SUSPECT));
        for (Member failed : table.others(Status.FAILED)) {
            if (table.recent(failed, FAILED_STILL_TOLD_NANOS, now)) {
                listeners.add(failed);
            }
        }
        Collections.shuffle(listeners, random);
        for (Member listener : listeners.subList(0, Math.min(Limits.SPREAD_TO, listeners.size()))) {
            send(address(listener), new Message.Chatter(), Optional.empty());
        }
    }

    private void exchangeWhenDue(long now) {
        if (nextExchange - now <= 0) {
            nextExchange = now + timing.exchange().toNanos();
            List<Member> others = table.others(Status.ALIVE);
            if (!others.isEmpty()) {
                outbox.exchange(others.get(random.nextInt(others.size())));
            }
        }
    }

    private void reconnectWhenDue(long now) {
        if (nextReconnect - now <= 0) {
            nextReconnect = now + timing.reconnect().toNanos();
            List<Member> failed = new ArrayList<>(table.others(Status.FAILED));
            Collections.shuffle(failed, random);
            failed.subList(0, Math.min(Limits.RECONNECTS, failed.size())).forEach(outbox::exchange);
        }
    }

    /** What this member wrongly believes of one that just spoke; hearing it, that one can object. */
    private Optional<Rumour> wrongly(String name) {
        return table.find(name)
                .filter(member -> member.status() != Status.ALIVE)
                .map(Rumour::new);
    }

    /** Sends a message with one rumour that must come along and as many others as fit. */
    private void send(InetSocketAddress to, Message message, Optional<Rumour> first) {
        List<byte[]> along = new ArrayList<>();
        first.map(Codec::encode).ifPresent(along::add);
        int room = ROOM - Codec.encode(message, along).length;
        List<byte[]> more = rumours.take(room, table.size());
        along.addAll(more.subList(0, Math.min(more.size(), 255 - along.size())));
        outbox.send(to, Codec.encode(message, along));
    }

    static InetSocketAddress address(Member member) {
        return new InetSocketAddress(InetAddress.ofLiteral(member.host()), member.port());
    }

    static Map<String, String> checked(Map<String, String> tags) {
        int size = Codec.size(tags);
        if (size > Limits.TAG_BYTES || tags.size() > Limits.TAGS) {
            throw new IllegalArgumentException("tags have " + size + " bytes in " + tags.size() + " tags; at most "
                    + Limits.TAG_BYTES + " in " + Limits.TAGS + " can be told");
        }
        return tags;
    }

    private static long earlier(long one, long other) {
        return one - other <= 0 ? one : other;
    }
}
