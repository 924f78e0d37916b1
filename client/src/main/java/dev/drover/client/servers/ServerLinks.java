package dev.drover.client.servers;

import dev.drover.rpc.Addresses;
import dev.drover.rpc.Dialer;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.LinkException;
import dev.drover.rpc.LinkSettings;
import dev.drover.rpc.Services;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one link to one of the servers. When it breaks, or its server cannot help, the next server is dialed at once; only after a round
 * in which none could help there is a pause, and a longer one after the next.
 */
final class ServerLinks implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(ServerLinks.class.getName());
    private static final Duration DIAL = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final ServerList servers;
    private final Identity self;
    private final Services services;
    private final LinkSettings settings;
    private final Consumer<Link> linked;
    private final ReentrantLock dialing = new ReentrantLock();
    private volatile @Nullable Link link;
    private volatile boolean closed;

    /** Servers in a row that could not help. */
    private final AtomicInteger failures = new AtomicInteger();

    ServerLinks(ServerList servers, Identity self, Services services, LinkSettings settings, Consumer<Link> linked) {
        this.servers = servers;
        this.self = self;
        this.services = services;
        this.settings = settings;
        this.linked = linked;
    }

    Optional<Link> link() {
        return Optional.ofNullable(link).filter(Link::isOpen);
    }

    /**
     * The link, made if there is none.
     *
     * @throws UnreachableServersException when there is none at the deadline
     */
    Link link(long deadline) throws InterruptedException {
        Link known = link;
        if (known != null && known.isOpen()) {
            return known;
        }
        if (!dialing.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new UnreachableServersException("no server could be reached in time: " + servers.all());
        }
        try {
            known = link;
            return known != null && known.isOpen() ? known : dial(deadline);
        } finally {
            dialing.unlock();
        }
    }

    private Link dial(long deadline) throws InterruptedException {
        String reason = "";
        while (!closed) {
            pauseAfterRound();
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new UnreachableServersException("none of the servers " + servers.all() + " can be reached"
                        + (reason.isEmpty() ? "" : "; the last: " + reason));
            }
            String address = servers.next()
                    .orElseThrow(() -> new UnreachableServersException("no server is known; name some with"
                            + " client { servers = [...] } or server_join { retry_join = [...] }"));
            try {
                Duration timeout = Duration.ofNanos(Math.min(left, DIAL.toNanos()));
                Link fresh = Dialer.dial(
                        Addresses.parse(address, Addresses.DEFAULT_PORT), self, services, timeout, settings);
                if (closed) {
                    fresh.close();
                    break;
                }
                link = fresh;
                LOGGER.log(Level.DEBUG, "linked to the server at {0}", address);
                linked.accept(fresh);
                return fresh;
            } catch (LinkException | IllegalArgumentException unreachable) {
                reason = String.valueOf(unreachable.getMessage());
                LOGGER.log(Level.DEBUG, reason);
                failures.incrementAndGet();
            }
        }
        throw new UnreachableServersException("the agent stops");
    }

    private void pauseAfterRound() throws InterruptedException {
        int known = Math.max(1, servers.all().size());
        int failed = failures.get();
        int rounds = failed / known;
        if (rounds > 0 && failed % known == 0) {
            long millis = FIRST_PAUSE.toMillis() << Math.min(rounds - 1, 10);
            Thread.sleep(Math.min(millis, LONGEST_PAUSE.toMillis()));
        }
    }

    /** The server at the other end helped. */
    void worked() {
        failures.set(0);
    }

    /** The server at the other end did not help; the next one is to be tried. */
    void leave(Link useless, String reason) throws InterruptedException {
        dialing.lockInterruptibly();
        try {
            if (Objects.equals(link, useless)) {
                link = null;
                failures.incrementAndGet();
                LOGGER.log(Level.DEBUG, "leaving the server at {0}: {1}", useless.remoteAddress(), reason);
            }
        } finally {
            dialing.unlock();
        }
        useless.close();
    }

    List<String> addresses() {
        return servers.all();
    }

    @Override
    public void close() {
        closed = true;
        Link known = link;
        if (known != null) {
            known.close();
        }
    }
}
