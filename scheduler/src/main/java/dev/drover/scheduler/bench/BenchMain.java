package dev.drover.scheduler.bench;

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

              Places a job again and again on a synthetic cluster that exists only in memory, with one thread, and prints how
              many placements a second that makes and how many bytes each allocates.

            Options:
              -nodes N        nodes of the cluster (5000)
              -racks R        racks that they are dealt out to (25)
              -count C        allocations of the job (1200)
              -shape S        what is special about the job (plain)
              -seconds T      how long to measure (10)
              -existing E     allocations of other jobs that are there before (0)
              -seed S         where randomness begins (1)
              -json           print one JSON object

            Shapes:
            """;

    private static final int MOST_NODES = 1_000_000;
    private static final int MOST_ALLOCATIONS = 1_000_000;
    private static final Duration SECONDS = Duration.ofSeconds(10);

    private BenchMain() {}

    /**
     * Measures and prints.
     *
     * @return the exit code: 0, or 1 for wrong arguments
     */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        boolean help = words.stream().anyMatch(List.of("-h", "-help", "--help")::contains);
        if (help || words.isEmpty() || !words.getFirst().equals("scheduler")) {
            (help ? out : err).print(usage());
            return help ? 0 : 1;
        }
        try {
            BenchOptions options = options(words.subList(1, words.size()));
            SchedulerReport report = new SchedulerBench(options).measure();
            out.print(options.json() ? Json.writePretty(report) + "\n" : report.lines());
            return 0;
        } catch (IllegalArgumentException fault) {
            err.println(fault.getMessage() + "\n\n" + usage());
            return 1;
        }
    }

    static BenchOptions options(List<String> arguments) {
        BenchFlags flags =
                new BenchFlags(arguments, Set.of("nodes", "racks", "count", "shape", "seconds", "existing", "seed"));
        return new BenchOptions(
                flags.number("nodes", 5_000, 1, MOST_NODES),
                flags.number("racks", 25, 1, MOST_NODES),
                flags.number("count", 1_200, 1, MOST_ALLOCATIONS),
                Shape.of(flags.text("shape", "plain")),
                flags.number("existing", 0, 0, MOST_ALLOCATIONS),
                flags.duration("seconds", SECONDS),
                flags.number("seed", 1, 0, Integer.MAX_VALUE),
                flags.json());
    }

    private static String usage() {
        return USAGE
                + Arrays.stream(Shape.values())
                        .map(shape -> "  %-15s %s%n".formatted(shape.word(), shape.meaning()))
                        .collect(Collectors.joining());
    }
}
