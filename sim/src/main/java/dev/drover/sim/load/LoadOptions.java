package dev.drover.sim.load;

import dev.drover.model.text.Flags;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is asked of the agents.
 *
 * @param readers where reads and watches go
 * @param writer where writes go
 * @param reads a second
 * @param writes a second
 * @param watchers open blocking queries
 * @param jobs that are written and watched in turn
 * @param stale whether readers ask for whatever the agent knows
 */
record LoadOptions(
        List<Address> readers,
        Address writer,
        int reads,
        int writes,
        int watchers,
        int jobs,
        boolean stale,
        Duration time,
        String token,
        boolean json) {
    private static final int MOST = 1_000_000;

    static LoadOptions parse(List<String> arguments) {
        Flags flags = Flags.read(
                arguments,
                Set.of("json", "stale"),
                Set.of("read", "write", "reads", "writes", "watchers", "jobs", "seconds", "token"),
                0);
        return new LoadOptions(
                flags.list("read", "127.0.0.1:4646").stream().map(Address::of).toList(),
                Address.of(flags.text("write", "127.0.0.1:4646")),
                flags.number("reads", 1_000, 1, MOST),
                flags.number("writes", 100, 1, MOST),
                flags.number("watchers", 5_000, 0, MOST),
                flags.number("jobs", 1_000, 1, MOST),
                flags.isOn("stale"),
                flags.duration("seconds", Duration.ofSeconds(20), Duration.ofMillis(1)),
                flags.text("token", ""),
                flags.isOn("json"));
    }

    Address reader(int number) {
        return readers.get(number % readers.size());
    }
}
