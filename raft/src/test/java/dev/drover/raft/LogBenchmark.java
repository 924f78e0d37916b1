package dev.drover.raft;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Measures a group of three servers in this process: {@code LogBenchmark FOLDER}. Prints what it ran on and with. */
public final class LogBenchmark {
    private static final List<String> IDS = List.of("a", "b", "c");
    private static final int COMMAND_BYTES = 256;
    private static final int ELECTIONS = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(8);

    private LogBenchmark() {}

    /** A machine that counts. */
    private static final class Counter implements Machine {
        private final AtomicLong count = new AtomicLong();

        @Override
        public Object apply(byte[] command) {
            return count.incrementAndGet();
        }

        @Override
        public void leading(long term) {
            // nothing to start
        }

        @Override
        public void following() {
            // nothing to stop
        }

        @Override
        public Snapshot snapshot() {
            return OutputStream::flush;
        }

        @Override
        public void restore(InputStream in) {
            // nothing to restore
        }

        @Override
        public void failed(String reason) {
            throw new IllegalStateException(reason);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "raft-benchmark");
        FakeNetwork network = new FakeNetwork();
        System.out.printf(
                "3 servers in one process, messages by method call, %d-byte commands, fsync on; Java %s, %d processors, load %.1f, %s on %s%n",
                COMMAND_BYTES,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                folder,
                Files.getFileStore(folder).type());
        long before = used();
        List<RatisLog> logs = new ArrayList<>();
        for (String id : IDS) {
            logs.add(start(folder, id, network));
        }
        RatisLog leader = leader(logs);
        System.out.printf("heap of an idle server: %d KiB%n", ((used() - before) / logs.size()) >> 10);
        for (int proposers : new int[] {64, 512, 1}) {
            measure(leader, proposers, WARM_UP);
            System.out.println(measure(leader, proposers, MEASURED));
        }
        System.out.println(measureReads(leader, "reads at the leader"));
        System.out.println(measureReads(
                logs.stream().filter(log -> log != leader).findFirst().orElseThrow(), "reads at a follower"));
        System.out.println(measureElections(logs, network));
        logs.forEach(RatisLog::close);
    }

    /** Cuts the leader off, and measures until another has taken a command. */
    private static String measureElections(List<RatisLog> logs, FakeNetwork network) throws InterruptedException {
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < ELECTIONS; round++) {
            RatisLog old = leader(logs);
            network.isolate(IDS.get(logs.indexOf(old)), IDS);
            long start = System.nanoTime();
            RatisLog next = leader(logs.stream().filter(log -> log != old).toList());
            next.propose(new byte[COMMAND_BYTES]);
            millis.add((System.nanoTime() - start) / 1_000_000);
            network.heal();
            TestGroup.await("the old leader to follow", () -> !old.status().leading());
            old.awaitFresh(TestGroup.PATIENCE);
        }
        millis.sort(null);
        return "a new leader has taken a command after " + millis.get(ELECTIONS / 2) + " ms (median of " + ELECTIONS
                + "), at most " + millis.getLast() + " ms";
    }

    private static RatisLog start(Path folder, String id, FakeNetwork network) throws IOException {
        RaftConfig config = RaftConfig.usual(folder.resolve(id), id, id, "benchmark");
        List<ReplicatedLog.Peer> peers =
                IDS.stream().map(peer -> new ReplicatedLog.Peer(peer, peer)).toList();
        RatisLog log = RatisLog.start(config, peers, network.from(id), new Counter());
        network.attach(id, log);
        return log;
    }

    private static RatisLog leader(List<RatisLog> logs) {
        List<RatisLog> found = new ArrayList<>();
        TestGroup.await("a leader", () -> {
            logs.stream().filter(log -> log.status().leading()).forEach(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    private static String measure(RatisLog leader, int proposers, Duration time) throws Exception {
        long[] nanos = run(proposers, time, () -> leader.propose(new byte[COMMAND_BYTES]));
        return describe(proposers + " proposers", nanos, time);
    }

    private static String measureReads(RatisLog log, String what) throws Exception {
        long[] nanos = run(1, MEASURED, () -> log.awaitFresh(Duration.ofSeconds(5)));
        return describe(what, nanos, MEASURED);
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private static long[] run(int threads, Duration time, Step step) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Long>>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(() -> {
                    List<Long> nanos = new ArrayList<>();
                    while (System.nanoTime() < end) {
                        long start = System.nanoTime();
                        try {
                            step.run();
                            nanos.add(System.nanoTime() - start);
                        } catch (RaftException.OutcomeUnknown open) {
                            System.out.println("outcome unknown: " + open.text());
                        }
                    }
                    return nanos;
                }));
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> done : running) {
                all.addAll(done.get());
            }
            long[] sorted = all.stream().mapToLong(Long::longValue).toArray();
            Arrays.sort(sorted);
            return sorted;
        }
    }

    private static String describe(String what, long[] sorted, Duration time) {
        return "%s: %,d a second, fastest %.2f ms, p50 %.2f ms, p99 %.2f ms"
                .formatted(
                        what,
                        sorted.length * 1000L / time.toMillis(),
                        sorted[0] / 1e6,
                        sorted[sorted.length / 2] / 1e6,
                        sorted[sorted.length * 99 / 100] / 1e6);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
