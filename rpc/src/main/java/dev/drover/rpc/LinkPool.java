package dev.drover.rpc;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One link for each address, made when it is first asked for and again when it is broken. Who asks while another dials shares the
 * outcome. A failure is remembered for a moment, so that a dead peer does not cost each of many callers a time-out, while one that is
 * back is found at once.
 */
public final class LinkPool implements AutoCloseable {
    /** For how long a failed dial is not tried again. */
    public static final Duration FAILURE_MEMORY = Duration.ofMillis(50);

    private final Identity self;
    private final Services services;
    private final Duration dialTimeout;
    private final LinkSettings settings;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * An empty pool.
     *
     * @param services what others may ask of us over the links
     * @param dialTimeout for connecting and the handshake
     */
    public LinkPool(Identity self, Services services, Duration dialTimeout, LinkSettings settings) {
        this.self = self;
        this.services = services;
        this.dialTimeout = dialTimeout;
        this.settings = settings;
    }

    private final class Slot {
        private final String address;
        private final ReentrantLock dialing = new ReentrantLock();
        private volatile @Nullable Link link;
        private @Nullable String failure;
        private long failedAt;

        Slot(String address) {
            this.address = address;
        }

        Link link() throws LinkException, InterruptedException {
            Link known = link;
            return known != null && known.isOpen() ? known : dial();
        }

        private Link dial() throws LinkException, InterruptedException {
            dialing.lockInterruptibly();
            try {
                Link known = link;
                if (known != null && known.isOpen()) {
                    return known;
                }
                if (failure != null && System.nanoTime() - failedAt < FAILURE_MEMORY.toNanos()) {
                    throw new LinkException(failure, false);
                }
                if (closed) {
                    throw new LinkException("links are closed, since the agent stops", false);
                }
                Link fresh = Dialer.dial(
                        Addresses.parse(address, Addresses.DEFAULT_PORT), self, services, dialTimeout, settings);
                failure = null;
                link = fresh;
                return fresh;
            } catch (LinkException failed) {
                // A failure that is only remembered is not prolonged.
                if (failure == null || System.nanoTime() - failedAt >= FAILURE_MEMORY.toNanos()) {
                    failure = String.valueOf(failed.getMessage());
                    failedAt = System.nanoTime();
                }
                throw failed;
            } finally {
                dialing.unlock();
            }
        }

        void close() {
            dialing.lock();
            try {
                Link known = link;
                if (known != null) {
                    known.close();
                }
            } finally {
                dialing.unlock();
            }
        }
    }

    /**
     * The link to an address, made now if there is none.
     *
     * @param hostAndPort {@code host:port}
     * @throws LinkException never {@link LinkException#sent()}
     * @throws IllegalArgumentException when it is no address
     */
    public Link to(String hostAndPort) throws LinkException, InterruptedException {
        return slots.computeIfAbsent(hostAndPort, Slot::new).link();
    }

    /** Ends all links; there will be no new ones. */
    @Override
    public void close() {
        closed = true;
        slots.values().forEach(Slot::close);
    }
}
