package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.state.codec.CommandCodec;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.snapshot.Header;
import dev.drover.state.snapshot.StateHash;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Measures the state with up to a million allocations. Every command goes through its bytes first, as it does in the log. Run it
 * with {@code ./mvnw -o -q -pl state -am test-compile && java -Xmx2g -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -cp
 * "$(./mvnw -o -q -pl state dependency:build-classpath -Dmdep.outputFile=/dev/stdout):state/target/classes:state/target/test-classes"
 * dev.drover.state.StateBenchmark 1000000}.
 */
public final class StateBenchmark {
    private static final int NODES = 5_000;
    private static final int PLAN = 1_000;
    private static final int PLANS_OF_A_JOB = 10;
    private static final int RUNS = 15;
    private static final int WARM_JOBS = 10;

    private final Realistic realistic = new Realistic(42, NODES);
    private StateStore store = new StateStore();

    private StateBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int most = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        say(String.format(
                Locale.ROOT,
                "java %s, %s, %d cores, heap %d MiB",
                Runtime.version(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20));
        new StateBenchmark().run(most);
    }

    private static void say(String text) {
        System.out.println(text);
    }

    private State apply(Command command) {
        byte[] encoded = CommandCodec.encode(command);
        return store.apply(store.snapshot().index() + 1, CommandCodec.decode(encoded));
    }

    private void run(int most) throws Exception {
        registerNodes();
        for (int warm = 0; warm < WARM_JOBS; warm++) {
            place("warm-" + warm);
        }
        store = new StateStore();
        registerNodes();
        measure();
        long empty = used();
        int before = store.snapshot().allocations().size();
        for (int goal : new int[] {Math.min(100_000, most), most}) {
            long start = System.nanoTime();
            int from = store.snapshot().allocations().size();
            while (store.snapshot().allocations().size() < goal) {
                place("job-" + store.snapshot().index());
            }
            int placed = store.snapshot().allocations().size() - from;
            say(String.format(
                    Locale.ROOT, "%,d more allocations placed and reported running in %.1f s", placed, seconds(start)));
            measure();
        }
        int there = store.snapshot().allocations().size() - before;
        say(String.format(
                Locale.ROOT, "%,d allocations, all running: %d bytes of heap each", there, (used() - empty) / there));
        snapshot();
        wake();
    }

    private void registerNodes() {
        for (Node node : realistic.nodes()) {
            apply(new NodeCommand.Register(node, Instant.EPOCH, List.of()));
        }
    }

    /** One job with some plans, whose allocations then start. */
    private void place(String name) {
        Job job = realistic.job(name);
        apply(realistic.register(job));
        Job registered = store.snapshot().job(JobId.of(job)).orElseThrow();
        for (int plan = 0; plan < PLANS_OF_A_JOB; plan++) {
            PlanCommand.Commit commit = realistic.plan(registered, PLAN);
            apply(commit);
            apply(realistic.running(commit.plan().placements()));
        }
    }

    /** Applies plans and reports to the state as it is, without keeping what comes of it. */
    private void measure() {
        Job job = realistic.job("measured");
        State state = store.snapshot();
        state = StateMachine.apply(state, state.index() + 1, realistic.register(job));
        Job registered = state.job(JobId.of(job)).orElseThrow();
        double[] plans = new double[RUNS];
        double[] walls = new double[RUNS];
        double[] encoding = new double[RUNS];
        double[] reports = new double[RUNS];
        double[] decoding = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            PlanCommand.Commit commit = realistic.plan(registered, PLAN);
            long start = processor();
            byte[] encoded = CommandCodec.encode(commit);
            encoding[run] = millis(start);
            start = processor();
            Command plan = CommandCodec.decode(encoded);
            decoding[run] = millis(start);
            start = processor();
            long wall = System.nanoTime();
            State placed = StateMachine.apply(state, state.index() + 1, plan);
            plans[run] = millis(start);
            walls[run] = seconds(wall) * 1_000;
            List<Allocation> placements = commit.plan().placements();
            AllocationCommand.UpdateFromClient report = realistic.running(placements);
            start = processor();
            StateMachine.apply(placed, placed.index() + 1, report);
            reports[run] = millis(start);
        }
        say(String.format(
                Locale.ROOT,
                "at %,9d allocations: a plan of %d placements %.1f ms (%.1f ms by the clock; encoding it %.1f, decoding it %.1f ms"
                        + " more), reports of %d allocations %.1f ms (processor time, medians of %d)",
                state.allocations().size(),
                PLAN,
                median(plans),
                median(walls),
                median(encoding),
                median(decoding),
                PLAN,
                median(reports),
                RUNS));
    }

    private void snapshot() throws IOException {
        Path file = Files.createTempFile("drover-state", ".snapshot");
        long start = System.nanoTime();
        long busy = processor();
        String hash = StateHash.of(store.snapshot());
        say(String.format(
                Locale.ROOT,
                "state hash %s... in %.1f s (%.1f s of the processor)",
                hash.substring(0, 12),
                seconds(start),
                millis(busy) / 1_000));
        start = System.nanoTime();
        busy = processor();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            Header header = StateSnapshots.write(store.snapshot(), out);
            say(String.format(
                    Locale.ROOT,
                    "snapshot of %,d bytes written in %.1f s (%.1f s of the processor)",
                    header.bytes(),
                    seconds(start),
                    millis(busy) / 1_000));
        }
        start = System.nanoTime();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            StateSnapshots.inspect(in);
            say(String.format(Locale.ROOT, "inspected in %.1f s", seconds(start)));
        }
        // The old state makes room, so that two of them need not fit.
        long index = store.snapshot().index();
        store = new StateStore();
        start = System.nanoTime();
        busy = processor();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            State read = StateSnapshots.read(in);
            say(String.format(
                    Locale.ROOT,
                    "read back in %.1f s (%.1f s of the processor), %s",
                    seconds(start),
                    millis(busy) / 1_000,
                    read.index() == index ? "same index" : "ANOTHER INDEX"));
            store.restore(read);
        } finally {
            Files.delete(file);
        }
        say(String.format(
                Locale.ROOT,
                "the same hash: %s; %d MiB used",
                StateHash.of(store.snapshot()).equals(hash),
                used() >> 20));
    }

    /** How long it takes from a change until the one node that waits for it runs. */
    private void wake() throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(NODES);
        long[] woken = new long[NODES];
        CountDownLatch one = new CountDownLatch(1);
        for (int number = 0; number < NODES; number++) {
            int waiter = number;
            Watch watch = new Watch.WorkOfNode(realistic.nodes().get(number).id());
            long index = store.snapshot().index(watch);
            Thread.ofVirtual().start(() -> {
                ready.countDown();
                store.await(Set.of(watch), index, Duration.ofMinutes(1));
                woken[waiter] = System.nanoTime();
                one.countDown();
            });
        }
        ready.await();
        Job job = realistic.job("woken");
        store.apply(store.snapshot().index() + 1, realistic.register(job));
        Command plan = realistic.plan(store.snapshot().job(JobId.of(job)).orElseThrow(), 1);
        while (store.watched() < NODES) {
            Thread.onSpinWait();
        }
        long start = System.nanoTime();
        store.apply(store.snapshot().index() + 1, plan);
        one.await();
        long end = Arrays.stream(woken).max().orElseThrow();
        say(String.format(
                Locale.ROOT,
                "of %,d waiting nodes %d woke, %d us after the plan came",
                NODES,
                store.woken(),
                (end - start) / 1_000));
    }

    private static long used() {
        for (int round = 0; round < 3; round++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Time of the processor that this thread has had, which other programs do not disturb. */
    private static long processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double millis(long start) {
        return (processor() - start) / 1e6;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
