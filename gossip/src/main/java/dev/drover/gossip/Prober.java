package dev.drover.gossip;

import dev.drover.gossip.Member.Status;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Asks one member after the other whether it is there, in a new random order each round, so that each is asked at least once in two
 * rounds. Who does not answer is asked again by some others and over TCP, and suspected only when all of that fails: a lost packet or
 * one broken path alone says little.
 */
final class Prober {
    /** Sends a message with a rumour that must come along. */
    interface Sender {
        void send(InetSocketAddress to, Message message, Optional<Rumour> first);
    }

    /** So many answers over TCP alone in a row are no accident. */
    private static final int STREAM_ANSWERS_TO_WORRY = 10;

    /** A question without an answer yet; {@code helped} when the others were asked already. */
    private record Probe(String target, boolean helped, long deadline) {}

    /** A question on behalf of another member. */
    private record Favour(InetSocketAddress asker, long number, long deadline) {}

    private final MemberTable table;
    private final Timing timing;
    private final Sender sender;
    private final Protocol.Outbox outbox;
    private final Random random;
    private final Map<Long, Probe> probes = new HashMap<>();
    private final Map<Long, Favour> favours = new HashMap<>();
    /** How often in a row a member answered over TCP alone; only of members that are probed, so that it stays small. */
    private final Map<String, Integer> onlyByStream = new HashMap<>();

    private final List<String> round = new ArrayList<>();
    private long nextProbe;

    Prober(MemberTable table, Timing timing, Sender sender, Protocol.Outbox outbox, Random random, long now) {
        this.table = table;
        this.timing = timing;
        this.sender = sender;
        this.outbox = outbox;
        this.random = random;
        nextProbe = now + timing.probe().toNanos();
    }

    void tick(long now) {
        followUp(now);
        favours.values().removeIf(favour -> favour.deadline() - now <= 0);
        if (nextProbe - now <= 0) {
            nextProbe = now + timing.probe().toNanos();
            next().ifPresent(member -> {
                long number = number();
                probes.put(number, new Probe(member.name(), false, now + timeout()));
                ask(member, number);
            });
        }
    }

    /** When {@link #tick} has something to do next. */
    long due() {
        long due = nextProbe;
        for (Probe probe : probes.values()) {
            due = probe.deadline() - due < 0 ? probe.deadline() : due;
        }
        return due;
    }

    /** A question was answered over TCP; true when that happens again and again, since datagrams seem not to get through. */
    boolean answeredByStream(long number) {
        Probe probe = probes.remove(number);
        return probe != null && onlyByStream.merge(probe.target(), 1, Integer::sum) == STREAM_ANSWERS_TO_WORRY;
    }

    void answered(long number) {
        Probe probe = probes.remove(number);
        if (probe != null) {
            onlyByStream.remove(probe.target());
        }
        Favour favour = favours.remove(number);
        if (favour != null) {
            sender.send(favour.asker(), new Message.Ack(favour.number()), Optional.empty());
        }
    }

    /** Asks on behalf of another. */
    void relay(Message.Relay relay, InetSocketAddress asker, long now) {
        if (favours.size() < Limits.RELAYED_PROBES) {
            long number = number();
            favours.put(number, new Favour(asker, relay.number(), now + 2 * timeout()));
            InetSocketAddress target = new InetSocketAddress(InetAddress.ofLiteral(relay.host()), relay.port());
            sender.send(target, new Message.Ping(number, table.self().name(), relay.target()), Optional.empty());
        }
    }

    /** This process stood still, so that it could not hear the answers: the questions are void. */
    void excuse(long nanos) {
        probes.clear();
        favours.clear();
        nextProbe += nanos;
    }

    private void followUp(long now) {
        List<Long> failed = new ArrayList<>();
        Map<Long, Probe> helped = new HashMap<>();
        probes.forEach((number, probe) -> {
            if (probe.deadline() - now > 0) {
                return;
            }
            Optional<Member> target = table.find(probe.target());
            if (!probe.helped() && target.isPresent()) {
                helped.put(number, new Probe(probe.target(), true, now + timeout()));
                askForHelp(target.get(), number);
            } else {
                failed.add(number);
            }
        });
        probes.putAll(helped);
        for (long number : failed) {
            Probe probe = probes.remove(number);
            if (probe != null) {
                table.suspect(probe.target(), now);
            }
        }
    }

    private void askForHelp(Member target, long number) {
        List<Member> helpers = new ArrayList<>(table.others(Status.ALIVE));
        helpers.removeIf(member -> member.name().equals(target.name()));
        Collections.shuffle(helpers, random);
        for (Member helper : helpers.subList(0, Math.min(Limits.RELAYS, helpers.size()))) {
            Message relay = new Message.Relay(number, target.name(), target.host(), target.port());
            sender.send(Protocol.address(helper), relay, Optional.empty());
        }
        outbox.probe(target, number);
    }

    /** A suspected member is told so together with the question, and can object at once. */
    private void ask(Member member, long number) {
        Optional<Rumour> suspicion =
                member.status() == Status.ALIVE ? Optional.empty() : Optional.of(new Rumour(member));
        sender.send(
                Protocol.address(member), new Message.Ping(number, table.self().name(), member.name()), suspicion);
    }

    /** The next member of this round that is still to be asked. */
    private Optional<Member> next() {
        for (int attempt = 0; attempt < 2; attempt++) {
            for (Iterator<String> left = round.iterator(); left.hasNext(); ) {
                Optional<Member> member = table.find(left.next()).filter(Prober::takesPart);
                left.remove();
                if (member.isPresent()) {
                    return member;
                }
            }
            table.others(Status.ALIVE, Status.SUSPECT).forEach(member -> round.add(member.name()));
            Collections.shuffle(round, random);
        }
        return Optional.empty();
    }

    private static boolean takesPart(Member member) {
        return member.status() == Status.ALIVE || member.status() == Status.SUSPECT;
    }

    /** Forgets what is counted of a member. */
    void forget(String name) {
        onlyByStream.remove(name);
    }

    /** Numbers cannot be guessed, so that nobody can answer for another without seeing the question. */
    private long number() {
        return random.nextLong();
    }

    private long timeout() {
        return timing.probeTimeout().toNanos();
    }
}
