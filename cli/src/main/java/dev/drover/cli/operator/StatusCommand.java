package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Cli;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.Table;
import dev.drover.model.wire.Defaults;
import dev.drover.sdk.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code status}: finds what an id or its beginning stands for, and shows it with the command of its kind. */
public final class StatusCommand extends BaseCommand {
    /** The kinds that can be shown, by their name in search answers. */
    private static final Map<String, String> COMMANDS = commands();

    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids and times");
    private final Flag<Boolean> ui = flags.toggle("ui", "open the page of the web UI");

    public StatusCommand() {
        super("Show what an id stands for, or list jobs", "<identifier>");
    }

    private static Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("jobs", "job");
        commands.put("allocs", "alloc");
        commands.put("nodes", "node");
        commands.put("evals", "eval");
        commands.put("deployment", "deployment");
        return commands;
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty()) {
            return forward(context, "job", List.of());
        }
        String typed = single(arguments, "identifier");
        Map<String, List<String>> matches = context.ask(
                "Error querying search with id: \"" + typed + "\"",
                () -> context.client()
                        .search()
                        .byPrefix(typed, "all", Query.NONE)
                        .value()
                        .matches());
        List<String> kinds = COMMANDS.keySet().stream()
                .filter(kind -> !ids(matches, kind).isEmpty())
                .toList();
        List<String> exact = kinds.stream()
                .filter(kind -> ids(matches, kind).contains(typed))
                .toList();
        if (kinds.isEmpty()) {
            throw new Failure("No matches found for id \"" + typed + "\"");
        }
        if (kinds.size() > 1 && exact.size() != 1) {
            throw new Failure(ambiguous(typed, matches, kinds));
        }
        String kind = kinds.size() == 1 ? kinds.getFirst() : exact.getFirst();
        return forward(context, COMMANDS.getOrDefault(kind, "job"), List.of(typed));
    }

    /** Kinds without matches come as null, or not at all. */
    private static List<String> ids(Map<String, List<String>> matches, String kind) {
        return Defaults.list(matches.get(kind));
    }

    private static String ambiguous(String typed, Map<String, List<String>> matches, List<String> kinds) {
        Table table = Table.withHeader("Kind", "ID");
        kinds.forEach(kind -> ids(matches, kind).forEach(id -> table.row(kind, id)));
        return "Multiple matches found for id \"" + typed + "\"\n\n" + table;
    }

    private int forward(Context context, String kind, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(kind, "status"));
        words.addAll(general().words());
        if (verbose.get()) {
            words.add("-verbose");
        }
        if (ui.get()) {
            words.add("-ui");
        }
        words.addAll(arguments);
        return Cli.run(words, context.io());
    }
}
