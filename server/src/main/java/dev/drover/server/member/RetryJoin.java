package dev.drover.server.member;

import dev.drover.gossip.Gossip;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * Joins a server to others in the background, as often as it takes. The same list is usually given to all servers, so that it names this
 * one too: reaching oneself is no failure, but not the end either, while nobody else was found.
 */
public final class RetryJoin implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RetryJoin.class.getName());

    private final Gossip gossip;
    private final Plan plan;
    private final Runnable givenUp;
    private final Thread thread;

    /**
     * What to try.
     *
     * @param addresses of the gossip of others, {@code host} or {@code host:port}
     * @param attempts after so many that reached nobody at all it is given up; 0 for never
     * @param interval between two attempts
     */
    public record Plan(List<String> addresses, int attempts, Duration interval) {}

    private RetryJoin(Gossip gossip, Plan plan, Runnable givenUp) {
        this.gossip = gossip;
        this.plan = plan;
        this.givenUp = givenUp;
        thread = Thread.ofVirtual().name("retry-join").unstarted(this::run);
    }

    /** Starts trying; {@code givenUp} runs at most once, on another thread. */
    public static RetryJoin start(Gossip gossip, Plan plan, Runnable givenUp) {
        RetryJoin join = new RetryJoin(gossip, plan, givenUp);
        if (!plan.addresses().isEmpty()) {
            join.thread.start();
        }
        return join;
    }

    private void run() {
        try {
            int failures = 0;
            while (true) {
                Gossip.JoinResult result = gossip.join(plan.addresses());
                if (gossip.members().size() > 1) {
                    LOG.log(Level.INFO, () -> "joined " + result.joined() + " of " + plan.addresses());
                    return;
                }
                if (result.joined() == 0) {
                    failures++;
                    LOG.log(
                            Level.WARNING,
                            () -> "no server was reached, which is tried again in "
                                    + plan.interval().toSeconds() + " s: " + String.join("; ", result.errors()));
                }
                if (plan.attempts() > 0 && failures >= plan.attempts()) {
                    LOG.log(
                            Level.ERROR,
                            "no server was reached in " + failures + " attempts, as many as retry_max allows");
                    givenUp.run();
                    return;
                }
                Thread.sleep(plan.interval());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
