package dev.drover.sim.load;

import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** The words {@code bench api}: how running agents answer while much is asked of them. */
public final class LoadMain {
    static final String USAGE = """
            Usage: drover bench api [options]

              Registers jobs that want nothing, lets blocking queries wait for them, and then reads and writes them at fixed rates.
              Jobs named api-load-0, api-load-1, ... stay behind; use it on a cluster that is there to be tried.

              An agent takes 100 connections of one address unless its configuration says more: for this, set
              limits { http_max_conns_per_client = 0 }.

            Options:
              -read A,B,...   HTTP addresses for reads and blocking queries (127.0.0.1:4646)
              -write A        HTTP address for writes (127.0.0.1:4646)
              -reads N        a second (1000)
              -writes N       a second (100)
              -watchers N     open blocking queries (5000)
              -jobs N         that are written, read and watched in turn (1000)
              -seconds T      how long to measure (20)
              -stale          read what the agent knows, without asking the leader
              -token SECRET   of an ACL token
              -json           print one JSON object
            """;

    private LoadMain() {}

    /**
     * Loads and prints.
     *
     * @return the exit code: 0; 1 for wrong arguments; 2 when the agents cannot be reached, or answered something with an error
     */
    public static int run(List<String> words, PrintStream out, PrintStream err) throws InterruptedException {
        if (words.stream().anyMatch(List.of("-h", "-help", "--help")::contains)) {
            out.print(USAGE);
            return 0;
        }
        LoadOptions options;
        try {
            options = LoadOptions.parse(words);
        } catch (IllegalArgumentException fault) {
            err.println(fault.getMessage() + "\n\n" + USAGE);
            return 1;
        }
        try {
            LoadReport report = new ApiLoad(options).run();
            out.print(options.json() ? Json.write(report) + "\n" : report.lines());
            return report.errors() == 0 ? 0 : 2;
        } catch (IOException fault) {
            err.println("the load cannot be made: " + fault.getMessage());
            return 2;
        }
    }
}
