package dev.drover.scheduler.bench;

import dev.drover.scheduler.Outcome;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The rounds of {@link SchedulerBench} under JMH, in processes of their own. One operation is one round, which places {@code count}
 * allocations; with {@code -prof gc} the bytes of a round are told too.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
@State(Scope.Thread)
public class PlacementBenchmark {
    @Param({"500", "1000", "5000", "10000"})
    public int nodes;

    @Param({"25", "50", "75"})
    public int racks;

    @Param({"50", "300", "600", "900", "1200"})
    public int count;

    @Param({"plain", "spread"})
    public String shape;

    private SchedulerBench bench;

    @Setup
    public void makeCluster() {
        bench = new SchedulerBench(BenchMain.options(List.of(
                "-nodes",
                Integer.toString(nodes),
                "-racks",
                Integer.toString(racks),
                "-count",
                Integer.toString(count),
                "-shape",
                shape)));
    }

    @Benchmark
    public Outcome round() {
        return bench.round();
    }
}
