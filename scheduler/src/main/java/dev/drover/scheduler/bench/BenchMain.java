package dev.drover.scheduler.bench;

import dev.drover.model.text.Flags;
import dev.drover.model.wire.Json;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The word {@code bench}: measures this machine, so that nobody has to believe figures of another one. */
public final class BenchMain {
    static final String USAGE = """
            Usage: drover bench scheduler [options]
                   drover bench packing [options]
                   drover bench api [options]

              api: reads, writes and waits at running agents; drover bench api -help tells its options.

              scheduler: places a job again and again on a synthetic cluster that exists only in memory, with one thread, and prints how
              many placements a second that makes and how many bytes each allocates.

              packing: fills synthetic clusters until the first refusal and prints how many nodes are in use for each that the
              volume would need at least, once with all nodes scored and once with a sample of log2(n) of them.

            Options of scheduler:
              -nodes N        nodes of the cluster (5000)
              -racks R        racks that they are dealt out to (25)
              -count C        allocations of the job (1200)
              -shape S        what is special about the job (plain)
              -seconds T      how long to measure (10)
              -existing E     allocations of other jobs that are there before (0)
              -seed S         where randomness begins (1)
              -json           print one JSON object
              -grid           instead of one point: nodes 500, 1000, 5000, 10000 x racks 25, 50, 75 x allocations 50, 300, 600, 900,
                              1200 x plain, spread; one JSON object a line for each, each measured for -seconds

            Options of packing:
              -nodes N        nodes of the cluster (500)
              -racks R        racks that they are dealt out to (25)
              -seeds K        how many clusters are filled in each way (11)
              -json           print one JSON object

            Shapes:
            """;

    private static final int MOST_NODES = 1_000_000;
    private static final int MOST_ALLOCATIONS = 1_000_000;
    private static final int MOST_SEEDS = 1_000;
    private static final Duration SECONDS = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final String GRID = "grid";
    private static final Set<String> JSON = Set.of("json");

    private BenchMain() {}

    /**
     * Measures and prints.
     *
     * @return the exit code: 0, or 1 for wrong arguments
     */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        boolean help = words.stream().anyMatch(List.of("-h", "-help", "--help")::contains);
        if (help || words.isEmpty()) {
            (help ? out : err).print(usage());
            return help ? 0 : 1;
        }
        try {
            List<String> arguments = words.subList(1, words.size());
            switch (words.getFirst()) {
                case "scheduler" -> measureSpeed(arguments, out);
                case "packing" -> measurePacking(arguments, out);
                default -> throw new IllegalArgumentException("there is no bench " + words.getFirst());
            }
            return 0;
        } catch (IllegalArgumentException fault) {
            err.println(fault.getMessage() + "\n\n" + usage());
            return 1;
        }
    }

    private static void measureSpeed(List<String> arguments, PrintStream out) {
        if (flags(arguments).isOn(GRID)) {
            Grid.points(options(arguments)).forEach(point -> {
                out.println(Json.write(new SchedulerBench(point).measure()));
                out.flush();
            });
            return;
        }
        BenchOptions options = options(arguments);
        SchedulerReport report = new SchedulerBench(options).measure();
        out.print(options.json() ? Json.write(report) + "\n" : report.lines());
    }

    private static void measurePacking(List<String> arguments, PrintStream out) {
        Flags flags = Flags.read(arguments, JSON, Set.of("nodes", "racks", "seeds"), 0);
        PackingReport report = PackingBench.run(
                flags.number("nodes", 500, 1, MOST_NODES),
                flags.number("racks", 25, 1, MOST_NODES),
                flags.number("seeds", 11, 1, MOST_SEEDS));
        out.print(flags.isOn("json") ? Json.write(report) + "\n" : report.lines());
    }

    private static Flags flags(List<String> arguments) {
        return Flags.read(
                arguments,
                Set.of("json", GRID),
                Set.of("nodes", "racks", "count", "shape", "seconds", "existing", "seed"),
                0);
    }

    static BenchOptions options(List<String> arguments) {
        Flags flags = flags(arguments);
        return new BenchOptions(
                flags.number("nodes", 5_000, 1, MOST_NODES),
                flags.number("racks", 25, 1, MOST_NODES),
                flags.number("count", 1_200, 1, MOST_ALLOCATIONS),
                Shape.of(flags.text("shape", "plain")),
                flags.number("existing", 0, 0, MOST_ALLOCATIONS),
                flags.duration("seconds", SECONDS, SHORTEST),
                flags.number("seed", 1, 0, Integer.MAX_VALUE),
                flags.isOn("json"));
    }

    private static String usage() {
        return USAGE
                + Arrays.stream(Shape.values())
                        .map(shape -> "  %-15s %s%n".formatted(shape.word(), shape.meaning()))
                        .collect(Collectors.joining());
    }
}
