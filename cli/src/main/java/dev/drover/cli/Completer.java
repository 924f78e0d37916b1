package dev.drover.cli;

import dev.drover.cli.flags.Flag;
import dev.drover.sdk.ClientConfig;
import dev.drover.sdk.DroverClient;
import dev.drover.sdk.DroverException;
import dev.drover.sdk.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What could follow on a command line: words of commands, flags, and ids that the agent knows. Never complains: then there is nothing to offer. */
final class Completer {
    /** A shell waits for this; who has no agent near gets no ids. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The kind of id, as search names it, by how arguments and flags are called. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("job", "jobs"),
            Map.entry("parameterized job", "jobs"),
            Map.entry("allocation", "allocs"),
            Map.entry("node", "nodes"),
            Map.entry("node-id", "nodes"),
            Map.entry("evaluation", "evals"),
            Map.entry("deployment", "deployment"),
            Map.entry("namespace", "namespaces"),
            Map.entry("node-pool", "node_pools"),
            Map.entry("quota", "quotas"),
            Map.entry("plugin", "plugins"),
            Map.entry("policy", "scaling_policy"),
            Map.entry("identifier", "all"));

    private final CliIo io;

    Completer(CliIo io) {
        this.io = io;
    }

    /** Prints candidates for the last word of a line, which begins with the name of the program. */
    int complete(String line) {
        List<String> words = new ArrayList<>(List.of(line.stripLeading().split("\\s+", -1)));
        String last = words.removeLast();
        List<String> before = words.isEmpty() ? List.of() : words.subList(1, words.size());
        candidates(before, last).stream()
                .filter(candidate -> candidate.startsWith(last))
                .forEach(io.out()::println);
        return 0;
    }

    private Set<String> candidates(List<String> before, String last) {
        for (int length = Math.min(Commands.MOST_WORDS, before.size()); length > 0; length--) {
            Command command = Commands.create(String.join(" ", before.subList(0, length)));
            if (command != null) {
                Set<String> found = following(command, before.subList(length, before.size()), last);
                found.addAll(words(before));
                return found;
            }
        }
        return words(before);
    }

    /** The words that lead on to a command. */
    private static Set<String> words(List<String> before) {
        String prefix = before.isEmpty() ? "" : String.join(" ", before) + " ";
        Set<String> words = new TreeSet<>();
        List<String> names = new ArrayList<>(Commands.names());
        names.addAll(Commands.aliases());
        names.add("agent");
        for (String name : names) {
            if (name.startsWith(prefix)) {
                String rest = name.substring(prefix.length());
                words.add(rest.contains(" ") ? rest.substring(0, rest.indexOf(' ')) : rest);
            }
        }
        return words;
    }

    private Set<String> following(Command command, List<String> before, String last) {
        if (last.startsWith("-")) {
            Set<String> flags = new TreeSet<>();
            command.flags().all().forEach(flag -> flags.add("-" + flag.name()));
            return flags;
        }
        String previous = before.isEmpty() ? "" : before.getLast().replaceFirst("^--?", "");
        for (Flag<?> flag : command.flags().all()) {
            boolean waits = !before.isEmpty()
                    && before.getLast().startsWith("-")
                    && flag.name().equals(previous)
                    && !flag.isToggle();
            if (waits) {
                return ids(KINDS.getOrDefault(flag.name(), ""), last);
            }
        }
        return ids(kind(command.arguments()), last);
    }

    private static String kind(String arguments) {
        return KINDS.entrySet().stream()
                .filter(entry -> arguments.matches("[<\\[]" + entry.getKey() + "[>\\]].*"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private Set<String> ids(String kind, String prefix) {
        Set<String> ids = new TreeSet<>();
        if (kind.isEmpty()) {
            return ids;
        }
        DroverClient client =
                new DroverClient(ClientConfig.fromEnvironment(io.environment()).withTimeouts(PATIENCE, PATIENCE));
        try {
            client.search().byPrefix(prefix, kind, Query.NONE).value().matches().values().stream()
                    .flatMap(List::stream)
                    .forEach(ids::add);
        } catch (DroverException nobodyThere) {
            return ids;
        }
        return ids;
    }
}
