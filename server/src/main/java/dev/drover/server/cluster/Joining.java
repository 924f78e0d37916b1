package dev.drover.server.cluster;

import dev.drover.gossip.Gossip;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/** Looks for the other servers at the addresses of the configuration until some answer. */
final class Joining implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Joining.class.getName());

    private final Thread thread;

    private Joining(Thread thread) {
        this.thread = thread;
    }

    /**
     * Starts to look.
     *
     * @param attempts 0 for no bound
     */
    static Joining start(Gossip gossip, List<String> addresses, Duration interval, int attempts) {
        return new Joining(Thread.ofVirtual().name("join").start(() -> {
            try {
                join(gossip, addresses, interval, attempts);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private static void join(Gossip gossip, List<String> addresses, Duration interval, int attempts)
            throws InterruptedException {
        for (int attempt = 1; attempts == 0 || attempt <= attempts; attempt++) {
            Gossip.JoinResult result = gossip.join(addresses);
            if (result.joined() > 0) {
                LOG.log(Level.INFO, "found servers at {0} of {1} addresses", result.joined(), addresses.size());
                return;
            }
            LOG.log(
                    Level.WARNING,
                    () -> "no server to join answers, trying again in " + interval.toSeconds() + " s: "
                            + String.join("; ", result.errors()));
            Thread.sleep(interval);
        }
        LOG.log(Level.ERROR, "no server to join has answered in {0} attempts; this server goes on alone", attempts);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
