package dev.drover.agent.config;

import dev.drover.model.text.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The flags of the {@code agent} word. Each sets a key of the configuration and wins over files.
 *
 * @param configPaths files and folders of {@code -config}, in order
 * @param settings what the other flags say
 */
public record AgentFlags(boolean dev, boolean help, List<String> configPaths, Settings settings) {

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
                // In no file, since it is good for a few minutes.
                case "client-intro-token" ->
                    settings.put("client.intro_token", value(name, given), "flag -client-intro-token");
                case "meta" -> addMeta(value(name, given));
                default -> {
                    if (FlagKeys.SWITCHES.containsKey(name)) {
                        settings.put(FlagKeys.SWITCHES.get(name), isTrue(given), "flag -" + name);
                    } else if (FlagKeys.VALUES.containsKey(name)) {
                        putValue(name, FlagKeys.VALUES.get(name), value(name, given));
                    } else if (FlagKeys.LISTS.containsKey(name)) {
                        lists.computeIfAbsent(FlagKeys.LISTS.get(name), key -> new ArrayList<>())
                                .addAll(List.of(value(name, given).split(",")));
                    } else {
                        throw unknown(name);
                    }
                }
            }
        }

        private static ConfigException unknown(String name) {
            String suggestion = Suggestion.nearest(name, FlagKeys.names())
                    .map(nearest -> "; did you mean -" + nearest + "?")
                    .orElse("; `agent -help` lists them");
            return new ConfigException("agent has no flag -" + name + suggestion);
        }

        private void putValue(String flag, String key, String value) {
            KnownKeys.Kind kind = KnownKeys.load().kind(key).orElseThrow();
            if (!kind.fits(value)) {
                throw new ConfigException("flag -" + flag + " must be " + kind.wanted() + ", found \"" + value + "\"");
            }
            settings.put(key, value, "flag -" + flag);
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
        StringBuilder text = new StringBuilder("""
            Usage: %s agent [options]

              Starts an agent and runs until it is interrupted. With -dev it is server and client in one process with nothing kept on
              disk. Otherwise -server or -client, or the configuration, says what it is, and -data-dir where it keeps its state.

              A flag sets the key of the configuration that it names and is merged over all files.

            Options:

              -dev
              -config=<file or folder> (repeatable)
              -meta=<key=value> (repeatable)
              -client-intro-token=<token of a new client; NOMAD_CLIENT_INTRO_TOKEN goes before it>
            """.formatted(program));
        FlagKeys.SWITCHES.forEach((flag, key) ->
                text.append("  -").append(flag).append(" (").append(key).append(")\n"));
        FlagKeys.VALUES.forEach((flag, key) ->
                text.append("  -").append(flag).append("=<").append(key).append(">\n"));
        FlagKeys.LISTS.forEach((flag, key) -> text.append("  -")
                .append(flag)
                .append("=<address> (")
                .append(key)
                .append(", repeatable)\n"));
        return text.toString();
    }
}
