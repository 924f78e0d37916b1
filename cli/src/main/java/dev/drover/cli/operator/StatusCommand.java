package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Cli;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code status}: finds what an id or its beginning stands for, and shows it with the command of its kind. */
public final class StatusCommand extends BaseCommand {
    /** What shows a kind, by its name in search answers. */
    private static final Map<String, List<String>> COMMANDS = commands();

    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids and times");
    private final Flag<Boolean> ui = flags.toggle("ui", "open the page of the web UI");

    public StatusCommand() {
        super("Show what an id stands for, or list jobs", "<identifier>");
    }

    private static Map<String, List<String>> commands() {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("jobs", List.of("job", "status"));
        commands.put("allocs", List.of("alloc", "status"));
        commands.put("nodes", List.of("node", "status"));
        commands.put("evals", List.of("eval", "status"));
        commands.put("deployment", List.of("deployment", "status"));
        commands.put("namespaces", List.of("namespace", "status"));
        commands.put("quotas", List.of("quota", "status"));
        commands.put("node_pools", List.of("node", "pool", "info"));
        commands.put("plugins", List.of("plugin", "status"));
        commands.put("volumes", List.of("volume", "status"));
        commands.put("host_volumes", List.of("volume", "status"));
        commands.put("scaling_policy", List.of("scaling", "policy", "info"));
        return commands;
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty()) {
            return forward(context, List.of("job", "status"), List.of());
        }
        String typed = single(arguments, "identifier");
        Found found = Found.one(context, typed, COMMANDS.keySet());
        return forward(context, COMMANDS.getOrDefault(found.kind(), List.of()), List.of(typed));
    }

    private int forward(Context context, List<String> command, List<String> arguments) {
        List<String> words = new ArrayList<>(command);
        words.addAll(general().words());
        if (command.getLast().equals("status") && command.size() == 2) {
            addOwnFlags(command.getFirst(), words);
        }
        words.addAll(arguments);
        return Cli.run(words, context.io());
    }

    /** Not every kind has these flags. */
    private void addOwnFlags(String kind, List<String> words) {
        if (verbose.get() && !List.of("namespace", "quota").contains(kind)) {
            words.add("-verbose");
        }
        if (ui.get() && List.of("job", "alloc", "node", "eval", "deployment").contains(kind)) {
            words.add("-ui");
        }
    }
}
