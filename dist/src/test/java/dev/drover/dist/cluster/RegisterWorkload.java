package dev.drover.dist.cluster;

import static org.awaitility.Awaitility.await;

import dev.drover.dist.cluster.History.Outcome;
import dev.drover.dist.cluster.History.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that write and read jobs as if they were registers, through any agent, while faults are done to the cluster. Each value is
 * written once. What they were told is checked in the end: nothing acknowledged may be lost, and no read may show the past.
 */
final class RegisterWorkload implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int KEYS = 4;

    /** A call that takes longer is given up; it may take effect later still. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Between the calls of a client, so that they leave the machine to what is tried. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final History history = new History();
    private final List<AgentProcess> agents;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    /** Begins at once. */
    RegisterWorkload(List<AgentProcess> agents) {
        this.agents = List.copyOf(agents);
        for (int client = 0; client < CLIENTS; client++) {
            String name = "client" + client;
            SplittableRandom random = new SplittableRandom(client);
            threads.add(Thread.ofVirtual().name(name).start(() -> run(name, random)));
        }
    }

    private void run(String client, SplittableRandom random) {
        while (!ended.get()) {
            AgentProcess agent = agents.get(random.nextInt(agents.size()));
            String key = "register-" + random.nextInt(KEYS);
            if (random.nextBoolean()) {
                write(client, agent, key);
            } else {
                read(client, agent, key);
            }
            await().pollDelay(PAUSE).until(() -> true);
        }
    }

    /** Writes a new value through an agent. */
    Outcome write(String client, AgentProcess agent, String key) {
        String value = Long.toString(numbers.incrementAndGet());
        Outcome outcome = history.write(
                client,
                key,
                value,
                () -> outcome(agent.http().send("PUT", "/v1/jobs", TestJobs.register(key, value), PATIENCE)));
        if (outcome == Outcome.DONE) {
            acknowledged.incrementAndGet();
        }
        return outcome;
    }

    /** Reads through an agent, linearizably. */
    Seen read(String client, AgentProcess agent, String key) {
        return history.read(client, key, () -> seen(agent.http().send("GET", "/v1/job/" + key, "", PATIENCE)));
    }

    /** Reads every register through one agent. */
    void readAll(String client, AgentProcess agent) {
        for (int key = 0; key < KEYS; key++) {
            read(client, agent, "register-" + key);
        }
    }

    static Outcome outcome(Http.Reply reply) {
        if (reply.ok()) {
            return Outcome.DONE;
        }
        boolean faultOfCaller = reply.status() >= 400 && reply.status() < 500;
        return faultOfCaller || reply.status() == Http.NOT_ASKED ? Outcome.REFUSED : Outcome.UNKNOWN;
    }

    private static Seen seen(Http.Reply reply) {
        if (reply.status() == 404) {
            return new Seen(true, null);
        }
        return new Seen(reply.ok(), reply.ok() ? reply.at("Meta", "n") : null);
    }

    /** How many writes were acknowledged so far. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Waits until more writes were acknowledged; answers how long that took. */
    Duration awaitWrites(ClusterProcesses cluster, int more) {
        long start = System.nanoTime();
        long wanted = acknowledged() + more;
        cluster.awaitThat(more + " more writes are acknowledged", () -> acknowledged() >= wanted);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Ends the clients, reads once more through every agent, and fails when the history is impossible. */
    void check() {
        close();
        agents.stream().filter(AgentProcess::isAlive).forEach(agent -> readAll("last", agent));
        history.check();
        Faults.report("  history of " + history.operations().size() + " operations is linearizable, " + acknowledged()
                + " writes acknowledged");
    }

    @Override
    public void close() {
        ended.set(true);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
