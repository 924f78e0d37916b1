package dev.drover.sim;

import dev.drover.model.text.Flags;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The flags of {@code sim nodes}: one dash or two, {@code -x=v} or {@code -x v}. */
final class SimFlags {
    static final String USAGE = """
            Usage: drover sim nodes -count N -servers ADDRESS,... [options]

              Registers N simulated nodes over the real RPC, each with a link of its own. They say that they run what is
              placed on them, and vanish when this process ends.

              A task whose config has run_for ends after it, failed when its exit_code is not 0.

            Options:
              -count N             number of nodes
              -servers A,B,...     host:port of the servers' RPC; 4647 when no port is given
              -start-delay D       pause between the starts of two nodes (0s)
              -node-prefix P       names are P-0, P-1, ... (sim)
              -region R            (global)
              -datacenter DC       (dc1)
              -cpu MHZ             of each node (32000)
              -memory MB           of each node (65536)
              -disk MB             of each node (500000)
              -meta K=V            may be repeated
              -node-class C
              -node-pool P         (default)
              -driver-list A,B,... drivers that are healthy (raw_exec,exec,docker,java,qemu,podman,mock_driver)
              -outcome O           running, failed or complete: what becomes of tasks that do not say it (running)
              -run-for D           how long these run before they fail or complete (10s)
              -heartbeat-log       print each heartbeat
              -json                print summaries as JSON
            """;

    private static final Set<String> SWITCHES = Set.of("heartbeat-log", "json");
    private static final Set<String> VALUES = Set.of(
            "count",
            "servers",
            "meta",
            "start-delay",
            "node-prefix",
            "region",
            "datacenter",
            "cpu",
            "memory",
            "disk",
            "node-class",
            "node-pool",
            "driver-list",
            "outcome",
            "run-for");

    private SimFlags() {}

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static SimOptions parse(List<String> arguments) {
        Flags flags = Flags.read(arguments, SWITCHES, VALUES, 0);
        List<String> servers = flags.list("servers", "");
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("-servers needs the RPC address of at least one server");
        }
        return new SimOptions(
                aboveZero(flags, "count", 1),
                servers,
                flags.duration("start-delay", Duration.ZERO, Duration.ZERO),
                flags.text("node-prefix", "sim"),
                flags.text("region", "global"),
                flags.text("datacenter", "dc1"),
                aboveZero(flags, "cpu", 32_000),
                aboveZero(flags, "memory", 65_536),
                aboveZero(flags, "disk", 500_000),
                meta(flags.texts("meta")),
                flags.text("node-class", ""),
                flags.text("node-pool", "default"),
                flags.list("driver-list", "raw_exec,exec,docker,java,qemu,podman,mock_driver"),
                outcome(flags.text("outcome", "running")),
                flags.duration("run-for", Duration.ofSeconds(10), Duration.ZERO),
                flags.isOn("heartbeat-log"),
                flags.isOn("json"));
    }

    private static int aboveZero(Flags flags, String name, int otherwise) {
        return flags.number(name, otherwise, 1, Integer.MAX_VALUE);
    }

    private static Map<String, String> meta(List<String> pairs) {
        Map<String, String> meta = new HashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("-meta " + pair + " is not of the form key=value");
            }
            meta.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return Map.copyOf(meta);
    }

    private static Outcome outcome(String text) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().toLowerCase(Locale.ROOT).equals(text)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("-outcome " + text + " is none of running, failed, complete");
    }
}
