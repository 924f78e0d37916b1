package dev.drover.sim;

import dev.drover.client.servers.ServerCalls;
import dev.drover.client.servers.UnreachableServersException;
import dev.drover.model.alloc.Allocation;
import dev.drover.rpc.Channel;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.LinkSettings;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.Services;
import dev.drover.rpc.message.NodeCalls;
import dev.drover.rpc.message.NodeCalls.AwaitWork;
import dev.drover.rpc.message.NodeCalls.Beat;
import dev.drover.rpc.message.NodeCalls.Heartbeat;
import dev.drover.rpc.message.NodeCalls.Register;
import dev.drover.rpc.message.NodeCalls.Reports;
import dev.drover.rpc.message.NodeCalls.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** One simulated node: it beats, waits for work and reports, each on a virtual thread of its own. */
final class SimNode {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT_ANSWER = Duration.ofSeconds(5);
    private static final Duration WORK_WAIT = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Services NOTHING_TO_SEE = new Services() {
        @Override
        public byte[] answer(Link from, String method, byte[] request) {
            throw new RemoteException(501, "simulated nodes run nothing that could be looked at");
        }

        @Override
        public void serve(Link from, String method, byte[] request, Channel channel) {
            throw new RemoteException(501, "simulated nodes run nothing that could be looked at");
        }
    };

    private final String id = UUID.randomUUID().toString();
    private final String secret = UUID.randomUUID().toString();
    private final String name;
    private final SimOptions options;
    private final Counters counters;
    private final Semaphore registrations;
    private final Consumer<String> log;
    private final ServerCalls calls;
    private final Board board;
    private boolean registeredBefore;

    /** A node; {@code registrations} bounds how many register at the same time. */
    SimNode(int number, SimOptions options, Counters counters, Semaphore registrations, Consumer<String> log) {
        this.name = options.nodePrefix() + "-" + number;
        this.options = options;
        this.counters = counters;
        this.registrations = registrations;
        this.log = log;
        this.board = new Board(id, options, counters);
        this.calls = new ServerCalls(
                options.servers(),
                Optional.empty(),
                new Identity(Identity.Role.CLIENT, id, options.region()),
                NOTHING_TO_SEE,
                LinkSettings.DEFAULT,
                link -> {});
    }

    private interface Step {
        void take() throws InterruptedException;
    }

    void start() {
        repeat("beat", this::live);
    }

    /** Does something over and over, after a pause when it failed. */
    private void repeat(String what, Step step) {
        Thread.ofVirtual().name(name + " " + what).start(() -> {
            try {
                while (true) {
                    if (!attempt(step)) {
                        Thread.sleep(RETRY);
                    }
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private boolean attempt(Step step) throws InterruptedException {
        try {
            step.take();
            return true;
        } catch (RemoteException | UnreachableServersException fault) {
            counters.error(name + ": " + fault.getMessage());
            return false;
        }
    }

    /** Registers and beats until the servers have forgotten the node. */
    private void live() throws InterruptedException {
        Heartbeat last = register();
        while (true) {
            calls.learn(last);
            Thread.sleep(
                    Math.round(last.ttlMillis() * ThreadLocalRandom.current().nextDouble(0.5, 0.75)));
            try {
                last = beat();
            } catch (UnreachableServersException nobody) {
                counters.error(name + ": " + nobody.getMessage());
                last = new Heartbeat(RETRY.toMillis(), List.of());
            }
        }
    }

    private Heartbeat register() throws InterruptedException {
        registrations.acquire();
        Heartbeat first;
        try {
            Register request = new Register(SimulatedNodes.node(id, secret, name, options));
            first = calls.ask(NodeCalls.REGISTER, request, ANSWER);
        } finally {
            registrations.release();
        }
        if (!registeredBefore) {
            registeredBefore = true;
            counters.registered.increment();
            waitForWork();
            repeat("reports", this::report);
        }
        return first;
    }

    private Heartbeat beat() throws InterruptedException {
        long start = System.nanoTime();
        Heartbeat answer = calls.ask(NodeCalls.HEARTBEAT, new Beat(id, secret), HEARTBEAT_ANSWER);
        counters.heartbeats.increment();
        if (options.heartbeatLog()) {
            log.accept("heartbeat of " + name + " (" + id + ") took " + (System.nanoTime() - start) / 1000
                    + " us, next within " + answer.ttlMillis() + " ms");
        }
        return answer;
    }

    private void waitForWork() {
        long[] known = {0};
        repeat("work", () -> {
            AwaitWork question = new AwaitWork(id, secret, known[0], WORK_WAIT.toMillis(), true);
            Work work = calls.ask(NodeCalls.AWAIT_WORK, question, WORK_WAIT.plus(ANSWER));
            if (work.index() == known[0]) {
                return;
            }
            if (known[0] > 0) {
                counters.wakeUps.increment();
            }
            // An older index is that of another cluster, or of one that was restored: everything is asked for anew.
            boolean fits = board.take(work) && work.index() >= known[0];
            known[0] = fits ? work.index() : 0;
        });
    }

    private void report() throws InterruptedException {
        List<Allocation> reports = board.awaitReports();
        try {
            calls.ask(NodeCalls.REPORT, new Reports(id, secret, reports), ANSWER);
            counters.reports.increment();
        } catch (RemoteException | UnreachableServersException fault) {
            board.putBack(reports);
            throw fault;
        }
    }

    /** Vanishes. */
    void cutOff() {
        calls.close();
    }
}
