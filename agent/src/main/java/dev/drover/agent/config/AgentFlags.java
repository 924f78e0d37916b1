package dev.drover.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The flags of the {@code agent} word. Each sets a key of the configuration and wins over files.
 *
 * @param configPaths files and folders of {@code -config}, in order
 * @param settings what the other flags say
 */
public record AgentFlags(boolean dev, boolean help, List<String> configPaths, Settings settings) {

    private static final Map<String, String> TEXT_FLAGS = new TreeMap<>(Map.ofEntries(
            Map.entry("bind", "bind_addr"),
            Map.entry("data-dir", "data_dir"),
            Map.entry("plugin-dir", "plugin_dir"),
            Map.entry("dc", "datacenter"),
            Map.entry("region", "region"),
            Map.entry("node", "name"),
            Map.entry("log-level", "log_level"),
            Map.entry("state-dir", "client.state_dir"),
            Map.entry("alloc-dir", "client.alloc_dir"),
            Map.entry("node-class", "client.node_class"),
            Map.entry("node-pool", "client.node_pool"),
            Map.entry("network-interface", "client.network_interface"),
            Map.entry("preferred-address-family", "client.preferred_address_family"),
            Map.entry("network-speed", "client.network_speed"),
            Map.entry("bootstrap-expect", "server.bootstrap_expect"),
            Map.entry("encrypt", "server.encrypt"),
            Map.entry("raft-protocol", "server.raft_protocol"),
            Map.entry("retry-max", "server.server_join.retry_max"),
            Map.entry("retry-interval", "server.server_join.retry_interval")));

    private static final Map<String, String> SWITCHES = Map.of(
            "server", "server.enabled",
            "client", "client.enabled",
            "acl-enabled", "acl.enabled",
            "rejoin", "server.rejoin_after_leave",
            "log-json", "log_json",
            "log-include-location", "log_include_location");

    private static final Map<String, String> LIST_FLAGS = Map.of(
            "servers", "client.servers",
            "join", "server.server_join.start_join",
            "retry-join", "server.server_join.retry_join");

    /**
     * Reads the arguments after the word {@code agent}: one dash or two, {@code -x=v} or {@code -x v}.
     *
     * @throws ConfigException for an unknown flag or a missing value
     */
    public static AgentFlags parse(List<String> arguments) {
        Parser parser = new Parser(arguments);
        parser.run();
        parser.lists.forEach((key, values) -> parser.settings.put(key, List.copyOf(values), "flag"));
        if (!parser.meta.isEmpty()) {
            parser.settings.put("client.meta", parser.meta, "flag -meta");
        }
        return new AgentFlags(parser.dev, parser.help, List.copyOf(parser.configPaths), parser.settings);
    }

    private static final class Parser {
        private final List<String> arguments;
        private final Settings settings = new Settings();
        private final List<String> configPaths = new ArrayList<>();
        private final Map<String, List<String>> lists = new LinkedHashMap<>();
        private final Map<String, Object> meta = new LinkedHashMap<>();
        private boolean dev;
        private boolean help;
        private int position;

        Parser(List<String> arguments) {
            this.arguments = arguments;
        }

        void run() {
            while (position < arguments.size()) {
                String argument = arguments.get(position++);
                if (!argument.startsWith("-") || argument.equals("-")) {
                    throw new ConfigException("agent takes no argument \"" + argument + "\"; flags start with a dash");
                }
                String flag = argument.substring(argument.startsWith("--") ? 2 : 1);
                int equals = flag.indexOf('=');
                if (equals < 0) {
                    accept(flag, null);
                } else {
                    accept(flag.substring(0, equals), flag.substring(equals + 1));
                }
            }
        }

        private void accept(String name, @org.jspecify.annotations.Nullable String given) {
            switch (name) {
                case "dev" -> dev = isTrue(given);
                case "h", "help" -> help = isTrue(given);
                case "config" -> configPaths.add(value(name, given));
                case "meta" -> addMeta(value(name, given));
                default -> {
                    if (SWITCHES.containsKey(name)) {
                        settings.put(SWITCHES.get(name), isTrue(given), "flag -" + name);
                    } else if (TEXT_FLAGS.containsKey(name)) {
                        settings.put(TEXT_FLAGS.get(name), value(name, given), "flag -" + name);
                    } else if (LIST_FLAGS.containsKey(name)) {
                        lists.computeIfAbsent(LIST_FLAGS.get(name), key -> new ArrayList<>())
                                .addAll(List.of(value(name, given).split(",")));
                    } else {
                        throw new ConfigException("agent has no flag -" + name + "; `agent -help` lists them");
                    }
                }
            }
        }

        private void addMeta(String pair) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new ConfigException("flag -meta takes key=value, found \"" + pair + "\"");
            }
            meta.put(pair.substring(0, equals), pair.substring(equals + 1));
        }

        private String value(String name, @org.jspecify.annotations.Nullable String given) {
            if (given != null) {
                return given;
            }
            if (position >= arguments.size()) {
                throw new ConfigException("flag -" + name + " needs a value");
            }
            return arguments.get(position++);
        }

        private static boolean isTrue(@org.jspecify.annotations.Nullable String given) {
            return given == null || !List.of("false", "0", "f").contains(given);
        }
    }

    /** The help of the word, one line a flag. */
    public static String usage(String program) {
        StringBuilder text = new StringBuilder(
                "Usage: " + program + " agent [options]\n\n"
                        + "  Starts an agent and runs until it is interrupted. With -dev it is server and client in one process\n"
                        + "  with nothing kept on disk.\n\nOptions:\n\n  -dev\n  -config=<file or folder> (repeatable)\n  -meta=<key=value> (repeatable)\n");
        SWITCHES.keySet().stream()
                .sorted()
                .forEach(flag -> text.append("  -").append(flag).append('\n'));
        TEXT_FLAGS.forEach((flag, key) ->
                text.append("  -").append(flag).append("=<").append(key).append(">\n"));
        LIST_FLAGS.keySet().stream()
                .sorted()
                .forEach(flag -> text.append("  -").append(flag).append("=<address> (repeatable)\n"));
        return text.toString();
    }
}
