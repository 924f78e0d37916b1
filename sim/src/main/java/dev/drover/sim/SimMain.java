package dev.drover.sim;

import dev.drover.sim.whatif.WhatIfMain;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The word {@code sim}: from its arguments to simulated nodes that vanish when the process is told to end. */
public final class SimMain {
    private static final Duration SUMMARY = Duration.ofSeconds(5);

    private SimMain() {}

    /**
     * Simulates until the process is told to end.
     *
     * @return 0 after help, 1 for wrong arguments; while it runs this does not return
     */
    public static int run(List<String> words, PrintStream out, PrintStream err) throws InterruptedException {
        if (!words.isEmpty() && words.getFirst().equals("what-if")) {
            return WhatIfMain.run(words.subList(1, words.size()), out, err);
        }
        boolean help = words.stream().anyMatch(List.of("-h", "-help", "--help")::contains);
        if (help || words.isEmpty() || !words.getFirst().equals("nodes")) {
            (help ? out : err).print(SimFlags.USAGE);
            return help ? 0 : 1;
        }
        SimOptions options;
        try {
            options = SimFlags.parse(words.subList(1, words.size()));
        } catch (IllegalArgumentException fault) {
            err.println(fault.getMessage() + "\n\n" + SimFlags.USAGE);
            return 1;
        }
        Fleet fleet = new Fleet(options, out);
        Runtime.getRuntime().addShutdownHook(new Thread(fleet::print, "sim-summary"));
        Thread.ofPlatform().daemon().name("sim-summaries").start(() -> printSummaries(fleet));
        fleet.start();
        new CountDownLatch(1).await();
        return 0;
    }

    private static void printSummaries(Fleet fleet) {
        try {
            while (true) {
                Thread.sleep(SUMMARY);
                fleet.print();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
