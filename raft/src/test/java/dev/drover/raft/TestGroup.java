package dev.drover.raft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Servers of one group in this process. */
final class TestGroup implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final FakeNetwork network = new FakeNetwork();
    private final Map<String, Server> servers = new TreeMap<>();
    private final List<ReplicatedLog.Peer> founders = new ArrayList<>();
    private final long snapshotEntries;
    private final long keptEntries;

    /** A server that runs. */
    record Server(String id, RatisLog log, TestMachine machine) {
        String propose(String command) throws InterruptedException {
            return (String) log.propose(command.getBytes(StandardCharsets.UTF_8));
        }

        List<String> applied() {
            return machine.applied();
        }
    }

    TestGroup(Path folder) {
        this(folder, 1_000_000, 1_000_000);
    }

    TestGroup(Path folder, long snapshotEntries, long keptEntries) {
        this.folder = folder;
        this.snapshotEntries = snapshotEntries;
        this.keptEntries = keptEntries;
    }

    static TestGroup of(Path folder, String... ids) {
        return new TestGroup(folder).found(ids);
    }

    TestGroup found(String... ids) {
        for (String id : ids) {
            founders.add(new ReplicatedLog.Peer(id, id));
        }
        for (String id : ids) {
            start(id);
        }
        return this;
    }

    FakeNetwork network() {
        return network;
    }

    Path folder(String id) {
        return folder.resolve(id);
    }

    RaftConfig config(String id, String address) {
        return new RaftConfig(
                folder(id),
                id,
                address,
                "test",
                Duration.ofMillis(300),
                snapshotEntries,
                64L << 20,
                keptEntries,
                false,
                true);
    }

    Server start(String id) {
        return start(id, id, founders);
    }

    Server startEmpty(String id) {
        return start(id, id, List.of());
    }

    Server start(String id, String address, List<ReplicatedLog.Peer> peers) {
        try {
            TestMachine machine = new TestMachine();
            RatisLog log = RatisLog.start(config(id, address), peers, network.from(address), machine);
            Server server = new Server(id, log, machine);
            servers.put(id, server);
            network.attach(address, log);
            return server;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    void stop(String id) {
        network.detach(id);
        Server server = servers.remove(id);
        if (server != null) {
            server.log().close();
        }
    }

    Server server(String id) {
        Server server = servers.get(id);
        if (server == null) {
            throw new IllegalStateException(id + " does not run");
        }
        return server;
    }

    List<Server> all() {
        return List.copyOf(servers.values());
    }

    List<Server> others(Server than) {
        return all().stream().filter(server -> !server.id().equals(than.id())).toList();
    }

    /** The server that leads, waiting for one. */
    Server leader() {
        return leaderOf(all());
    }

    static Server leaderOf(List<Server> candidates) {
        List<Server> found = new ArrayList<>();
        await("a leader", () -> {
            candidates.stream()
                    .filter(server -> server.log().status().leading())
                    .findFirst()
                    .ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    /** Proposes at whoever leads until it is done. Only for commands that may be applied twice. */
    void proposeAnywhere(String command) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                leader().propose(command);
                return;
            } catch (RaftException failure) {
                if (System.nanoTime() > deadline) {
                    throw failure;
                }
            }
        }
    }

    void awaitSame() {
        await("the same state everywhere", () -> {
            List<Server> now = all();
            List<String> first = now.getFirst().applied();
            return now.stream().allMatch(server -> server.applied().equals(first));
        });
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        network.heal();
        List.copyOf(servers.keySet()).forEach(this::stop);
    }
}
