package dev.drover.gossip;

import dev.drover.gossip.Member.Status;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gossip as in SWIM: everybody asks one other member after the other whether it is there, news travel along with these questions and in
 * small packets to random members, and now and then two members compare all they know over TCP. No member is special.
 *
 * <p>{@link Protocol} decides under one lock, {@link Wire} carries, and one thread here sleeps until the protocol has something to do.
 */
public final class SwimGossip implements Gossip {
    private static final System.Logger LOG = System.getLogger(Gossip.class.getName());

    /** Addresses that one call of {@link #join} may name. */
    private static final int JOIN_ADDRESSES = 64;

    private final ReentrantLock lock = new ReentrantLock();
    /** There is something new to tell, or the protocol went round. */
    private final Condition stirred = lock.newCondition();

    private final RumourQueue rumours = new RumourQueue();
    private final Hints hints = new Hints();
    private final Timing timing;
    private final Conditions conditions;
    private final Wire wire;
    private final Events events;
    private final MemberTable table;
    private final Protocol protocol;
    private final Thread loop;
    private volatile boolean closed;

    /**
     * Starts listening, alone until it joins or is joined.
     *
     * @throws IOException when the port cannot be had
     * @throws IllegalArgumentException when name or tags are too long
     */
    public static SwimGossip start(GossipConfig config, Listener listener) throws IOException {
        return start(config, listener, Conditions.GOOD);
    }

    static SwimGossip start(GossipConfig config, Listener listener, Conditions conditions) throws IOException {
        if (config.name().isEmpty() || Codec.utf8(config.name()).length > Limits.NAME_BYTES) {
            throw new IllegalArgumentException("the name of a member has 1 to " + Limits.NAME_BYTES + " bytes");
        }
        Protocol.checked(config.tags());
        SwimGossip gossip = new SwimGossip(config, listener, conditions);
        gossip.wire.start();
        gossip.loop.start();
        return gossip;
    }

    private SwimGossip(GossipConfig config, Listener listener, Conditions conditions) throws IOException {
        this.timing = config.timing();
        this.conditions = conditions;
        InetAddress advertised = InetAddress.getByName(config.advertiseHost());
        wire = Wire.bind(config, hints, conditions, new Incoming());
        int port = config.advertisePort() == 0 ? wire.port() : config.advertisePort();
        // A process that starts again must be newer than all that was said of it before.
        long incarnation = Math.max(1, System.currentTimeMillis());
        Member self =
                new Member(config.name(), advertised.getHostAddress(), port, config.tags(), Status.ALIVE, incarnation);
        long now = System.nanoTime();
        events = new Events(listener);
        table = new MemberTable(self, timing, new Effects(), now);
        protocol = new Protocol(table, rumours, timing, wire, new SecureRandom(), now);
        loop = Thread.ofVirtual().name("gossip-" + config.name()).unstarted(this::run);
    }

    private void run() {
        try {
            while (!closed) {
                conditions.pass();
                lock.lockInterruptibly();
                try {
                    long wait = protocol.tick(System.nanoTime()) - System.nanoTime();
                    stirred.signalAll();
                    if (wait > 0) {
                        long _ = stirred.awaitNanos(wait);
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "gossip stops: this is a bug", fault);
            close();
        }
    }

    @Override
    public Member self() {
        lock.lock();
        try {
            return table.self();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Member> members() {
        lock.lock();
        try {
            return table.all();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public JoinResult join(List<String> addresses) throws InterruptedException {
        List<String> errors = new ArrayList<>();
        int joined = 0;
        for (String address : addresses.subList(0, Math.min(JOIN_ADDRESSES, addresses.size()))) {
            Optional<String> error = joinOne(address);
            if (error.isEmpty()) {
                joined++;
            } else {
                errors.add(error.get());
            }
        }
        if (addresses.size() > JOIN_ADDRESSES) {
            errors.add("only the first " + JOIN_ADDRESSES + " addresses were tried");
        }
        return new JoinResult(joined, List.copyOf(errors));
    }

    /** Joins through any of the addresses that the text stands for; answers what was wrong when none of them answered. */
    private Optional<String> joinOne(String address) throws InterruptedException {
        List<InetSocketAddress> resolved;
        try {
            resolved = Addresses.resolve(address);
        } catch (UnknownHostException fault) {
            return Optional.of("cannot join " + address + ": " + fault.getMessage());
        }
        String error = "it stands for no address";
        for (InetSocketAddress target : resolved) {
            if (Thread.interrupted()) {
                throw new InterruptedException("joining was stopped");
            }
            try {
                exchange(target);
                return Optional.empty();
            } catch (IOException fault) {
                error = String.valueOf(fault.getMessage());
            }
        }
        return Optional.of("cannot join " + address + ": " + error);
    }

    private void exchange(InetSocketAddress target) throws IOException {
        Message.Exchange mine;
        lock.lock();
        try {
            mine = new Message.Exchange(table.all());
        } finally {
            lock.unlock();
        }
        if (wire.converse(target, mine) instanceof Message.Exchange theirs) {
            takeIn(theirs);
        } else {
            throw new MalformedException("the other side answered something else");
        }
    }

    private Message.Exchange takeIn(Message.Exchange theirs) {
        lock.lock();
        try {
            Message.Exchange mine = protocol.exchange(theirs.members(), System.nanoTime());
            stirred.signalAll();
            return mine;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void updateTags(Map<String, String> tags) {
        Map<String, String> checked = Protocol.checked(Map.copyOf(tags));
        locked(() -> table.updateTags(checked, System.nanoTime()));
    }

    @Override
    public void forceLeave(String name, boolean prune) {
        locked(() -> table.forceLeave(name, prune, System.nanoTime()));
    }

    @Override
    public void leave() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!table.leaving()) {
                table.leave(System.nanoTime());
                stirred.signalAll();
            }
            long left = timing.leave().toNanos();
            while (left > 0
                    && !closed
                    && table.size() > 1
                    && rumours.contains(table.self().name())) {
                left = stirred.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        wire.close();
        loop.interrupt();
        events.close();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            stirred.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What came over the wire. */
    private final class Incoming implements Wire.Incoming {
        @Override
        public void packet(Codec.Packet packet, InetSocketAddress from) {
            lock.lock();
            try {
                boolean quiet = rumours.isEmpty();
                protocol.receive(packet, from, System.nanoTime());
                if (quiet && !rumours.isEmpty()) {
                    stirred.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Optional<Message> question(Message message) {
            return switch (message) {
                case Message.Exchange theirs -> Optional.of(takeIn(theirs));
                case Message.Ping ping
                when ping.target().equals(self().name()) -> Optional.of(new Message.Ack(ping.number()));
                case Message.Ping other -> Optional.empty();
                case Message.Ack ack -> Optional.empty();
                case Message.Relay relay -> Optional.empty();
                case Message.Chatter chatter -> Optional.empty();
            };
        }

        @Override
        public void exchange(Member with) throws IOException {
            SwimGossip.this.exchange(Protocol.address(with));
        }

        @Override
        public void answered(Member member, long number) {
            boolean onlyByStream;
            lock.lock();
            try {
                onlyByStream = protocol.answeredByStream(number);
            } finally {
                lock.unlock();
            }
            if (onlyByStream) {
                hints.warn(
                        "udp " + member.name(),
                        member.name() + " answers over TCP but not over UDP at " + member.host() + ":" + member.port()
                                + "; let UDP through, else its failure is noticed late");
            }
        }
    }

    /** What follows from news; called under the lock. */
    private final class Effects implements MemberTable.Effects {
        @Override
        public void changed(Optional<Member> before, Member after) {
            LOG.log(
                    Level.INFO,
                    () -> "member " + after.name() + " at " + after.host() + ":" + after.port() + " is "
                            + after.status()
                            + before.map(Member::status)
                                    .filter(status -> status != after.status())
                                    .map(status -> ", was " + status)
                                    .orElse(""));
            events.changed(before, after);
        }

        @Override
        public void forgotten(Member last) {
            LOG.log(Level.INFO, () -> "member " + last.name() + " is forgotten");
            events.forgotten(last);
            protocol.forget(last.name());
        }

        @Override
        public void spread(Rumour rumour) {
            rumours.add(rumour);
        }

        @Override
        public void conflict(Member held, Member claimed) {
            hints.warn(
                    "conflict " + held.name(),
                    "two members are named " + held.name() + ": at " + held.host() + ":" + held.port() + " and at "
                            + claimed.host() + ":" + claimed.port() + "; the second is ignored, give it another name");
        }

        @Override
        public void full(Member stranger) {
            hints.warn(
                    "full",
                    "member " + stranger.name() + " is ignored: the pool has the maximum of " + Limits.MEMBERS
                            + " members");
        }
    }
}
