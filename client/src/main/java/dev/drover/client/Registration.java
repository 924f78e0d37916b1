package dev.drover.client;

import dev.drover.client.node.DriverEvents;
import dev.drover.client.node.DriverFingerprints;
import dev.drover.client.servers.UnreachableServersException;
import dev.drover.driver.Driver;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
import dev.drover.rpc.RemoteException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Keeps the node known to the servers: registers it, sends heartbeats well within the time they give, registers it anew when they
 * refuse a heartbeat, since they may have forgotten it, or when a driver came or went.
 */
final class Registration implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Registration.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ServerConnection servers;
    private final List<Driver> drivers;
    private final Duration driverLook;
    private final InstantSource clock;
    private volatile Node node;
    private volatile boolean registered;

    /** When a server last answered, or this process began. */
    private volatile Instant contact;

    /** How long the node counts as alive after that; zero before the first answer. */
    private volatile Duration ttl = Duration.ZERO;

    private List<Thread> threads = List.of();

    /** One change of the node at a time. */
    private final ReentrantLock changing = new ReentrantLock();

    /** @param driverLook how often drivers are asked whether they are well */
    Registration(
            Node node, ServerConnection servers, Collection<Driver> drivers, Duration driverLook, InstantSource clock) {
        this.driverLook = driverLook;
        this.contact = clock.instant();
        this.node = node;
        this.servers = servers;
        this.drivers = List.copyOf(drivers);
        this.clock = clock;
    }

    Heartbeat heartbeat() {
        return new Heartbeat(Duration.between(contact, clock.instant()), ttl);
    }

    Node node() {
        return node;
    }

    /**
     * Tries once, and goes on in the background.
     *
     * @param alone told after every heartbeat that failed for how long none has come through
     */
    void start(Consumer<Duration> alone) {
        Duration first = beat(alone);
        threads = List.of(
                Thread.ofVirtual().name("heartbeat").start(() -> heartbeats(first, alone)),
                Thread.ofVirtual().name("driver-health").start(this::watchDrivers));
    }

    private void heartbeats(Duration first, Consumer<Duration> alone) {
        Duration pause = first;
        try {
            while (true) {
                Thread.sleep(pause);
                pause = beat(alone);
            }
        } catch (InterruptedException closed) {
            LOGGER.log(Level.DEBUG, "heartbeats end");
        }
    }

    /** Registers or beats, and says how long to wait before the next one. */
    private Duration beat(Consumer<Duration> alone) {
        try {
            ttl = registered ? servers.heartbeat(node.id()) : servers.register(node);
            registered = true;
            contact = clock.instant();
            // Half to three quarters of the time given, so that many nodes do not beat together and one lost beat does
            // no harm.
            return Duration.ofMillis(
                    Math.round(ttl.toMillis() * ThreadLocalRandom.current().nextDouble(0.5, 0.75)));
        } catch (UnreachableServersException nobody) {
            // They know the node still, once they are back: thousands of registrations would only hold them up.
            LOGGER.log(Level.WARNING, "the servers cannot be reached: {0}", nobody.getMessage());
            alone.accept(Duration.between(contact, clock.instant()));
            return RETRY;
        } catch (RuntimeException fault) {
            boolean forgotten = registered && fault instanceof RemoteException refusal && refusal.status() == 404;
            LOGGER.log(
                    forgotten ? Level.INFO : Level.WARNING,
                    forgotten ? "the servers do not know this node, which registers anew" : "the servers refuse: {0}",
                    fault.getMessage());
            registered = false;
            if (forgotten) {
                return Duration.ZERO;
            }
            alone.accept(Duration.between(contact, clock.instant()));
            return RETRY;
        }
    }

    /** Changes the node and tells the servers; when they cannot be told now, the next heartbeat does. */
    void change(UnaryOperator<Node> change) throws InterruptedException {
        changing.lock();
        try {
            Node fresh = change.apply(node);
            if (!fresh.equals(node)) {
                node = fresh;
                register(fresh);
            }
        } finally {
            changing.unlock();
        }
    }

    private void register(Node fresh) {
        try {
            servers.register(fresh);
        } catch (RuntimeException fault) {
            LOGGER.log(Level.WARNING, "a change of this node could not be reported yet: {0}", fault.getMessage());
            registered = false;
        }
    }

    private void watchDrivers() {
        try {
            while (true) {
                Thread.sleep(driverLook);
                changing.lock();
                try {
                    lookAtDrivers();
                } finally {
                    changing.unlock();
                }
            }
        } catch (InterruptedException closed) {
            LOGGER.log(Level.DEBUG, "driver looks end");
        }
    }

    private void lookAtDrivers() throws InterruptedException {
        Node fresh = DriverFingerprints.apply(node, drivers, clock);
        if (fresh.equals(node)) {
            return;
        }
        List<NodeEvent> events = DriverEvents.between(node, fresh, clock.instant());
        node = fresh;
        try {
            servers.register(fresh);
            if (!events.isEmpty()) {
                servers.emitNodeEvents(fresh.id(), events);
            }
        } catch (RuntimeException fault) {
            LOGGER.log(Level.WARNING, "a change of drivers could not be reported: {0}", fault.getMessage());
            registered = false;
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
