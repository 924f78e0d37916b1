package dev.drover.sim;

import dev.drover.model.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> meta = new HashMap<>();

    private SimFlags() {}

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static SimOptions parse(List<String> arguments) {
        SimFlags flags = new SimFlags();
        flags.read(new ArrayList<>(arguments));
        return flags.options();
    }

    private void read(List<String> left) {
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            String flag = word.replaceFirst("^--?", "");
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag : flag.substring(0, equals);
            boolean known = SWITCHES.contains(name) || VALUES.contains(name) || name.equals("meta");
            if (!word.startsWith("-") || !known) {
                throw new IllegalArgumentException("unknown argument " + word);
            }
            String value;
            if (equals >= 0) {
                value = flag.substring(equals + 1);
            } else if (SWITCHES.contains(name)) {
                value = "true";
            } else if (left.isEmpty()) {
                throw new IllegalArgumentException("-" + name + " needs a value");
            } else {
                value = left.removeFirst();
            }
            put(name, value);
        }
    }

    private void put(String name, String value) {
        if (!name.equals("meta")) {
            values.put(name, value);
            return;
        }
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("-meta " + value + " is not of the form key=value");
        }
        meta.put(value.substring(0, equals), value.substring(equals + 1));
    }

    private SimOptions options() {
        List<String> servers = list("servers", "");
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("-servers needs the RPC address of at least one server");
        }
        return new SimOptions(
                Math.toIntExact(number("count", 1)),
                servers,
                duration("start-delay", Duration.ZERO),
                text("node-prefix", "sim"),
                text("region", "global"),
                text("datacenter", "dc1"),
                number("cpu", 32_000),
                number("memory", 65_536),
                number("disk", 500_000),
                Map.copyOf(meta),
                text("node-class", ""),
                text("node-pool", "default"),
                list("driver-list", "raw_exec,exec,docker,java,qemu,podman,mock_driver"),
                outcome(),
                duration("run-for", Duration.ofSeconds(10)),
                isOn("heartbeat-log"),
                isOn("json"));
    }

    private String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    private boolean isOn(String name) {
        return text(name, "false").equals("true");
    }

    private List<String> list(String name, String otherwise) {
        return Arrays.stream(text(name, otherwise).split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private long number(String name, long otherwise) {
        String text = text(name, Long.toString(otherwise));
        try {
            long number = Long.parseLong(text);
            if (number > 0 && number <= Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Told below.
        }
        throw new IllegalArgumentException("-" + name + " " + text + " is not a number above 0");
    }

    private Duration duration(String name, Duration otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException("-" + name + ": " + fault.getMessage(), fault);
        }
    }

    private Outcome outcome() {
        String text = text("outcome", "running");
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().toLowerCase(Locale.ROOT).equals(text)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("-outcome " + text + " is none of running, failed, complete");
    }
}
