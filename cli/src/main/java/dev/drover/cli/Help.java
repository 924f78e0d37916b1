package dev.drover.cli;

import dev.drover.cli.flags.Flag;
import dev.drover.cli.text.Table;
import dev.drover.model.text.Suggestion;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Says which commands there are and how they are used. */
final class Help {
    /** What people use most. */
    private static final List<String> COMMON = List.of(
            "job init",
            "job plan",
            "job run",
            "job status",
            "job stop",
            "alloc logs",
            "alloc status",
            "node status",
            "status");

    private final CliIo io;

    Help(CliIo io) {
        this.io = io;
    }

    /** Answers words that name no command: a group of commands, a wish for help, or a mistake. */
    int answer(List<String> words) {
        List<String> names = words.stream().filter(word -> !isWish(word)).toList();
        boolean wished = names.size() < words.size();
        if (names.isEmpty()) {
            overview(wished ? io.out() : io.err());
            return wished ? 0 : Cli.UNKNOWN_COMMAND;
        }
        List<String> known =
                names.stream().takeWhile(word -> !word.startsWith("-")).toList();
        String typed = String.join(" ", known);
        Command command = Commands.create(typed);
        if (command != null) {
            describe(typed, command);
            return 0;
        }
        if (Groups.isGroup(typed)) {
            list(wished ? io.out() : io.err(), typed);
            return wished ? 0 : 1;
        }
        return unknown(known.isEmpty() ? names : known);
    }

    private static boolean isWish(String word) {
        return word.equals("help") || word.equals("-h") || word.equals("-help") || word.equals("--help");
    }

    private int unknown(List<String> words) {
        int depth = 0;
        while (depth < words.size() - 1 && Groups.isGroup(String.join(" ", words.subList(0, depth + 1)))) {
            depth++;
        }
        String typed = String.join(" ", words.subList(0, depth + 1));
        String group = String.join(" ", words.subList(0, depth));
        io.err().println("Unknown command \"" + typed + "\"." + nearest(typed).orElse(""));
        io.err()
                .println("For all commands" + (depth == 0 ? ": " : " of " + group + ": ") + io.program() + " "
                        + (depth == 0 ? "" : group + " ") + "-help");
        return Cli.UNKNOWN_COMMAND;
    }

    private static Optional<String> nearest(String typed) {
        TreeSet<String> candidates = new TreeSet<>(Commands.aliases());
        candidates.add("agent");
        candidates.addAll(Commands.names());
        candidates.addAll(Groups.all());
        return Suggestion.nearest(typed, candidates).map(name -> " Did you mean \"" + name + "\"?");
    }

    private void overview(PrintStream to) {
        to.println("Usage: " + io.program() + " <command> [options] [arguments]");
        to.println();
        to.println("Common commands:");
        Table common = new Table().row("  agent", "Run an agent, with -dev for a cluster of one");
        COMMON.forEach(name -> common.row("  " + name, summary(name)));
        to.println(common);
        to.println();
        to.println("All commands and groups of commands:");
        Table all = new Table();
        Groups.members("").forEach(name -> all.row("  " + name, summary(name)));
        to.println(all);
        to.println();
        to.println("Shorter names: run, start, stop, plan, validate, inspect, init, logs, fs, exec.");
        to.println("For the commands of a group, and the options of a command: " + io.program() + " <words> -help");
    }

    private void list(PrintStream to, String group) {
        to.println("Usage: " + io.program() + " " + group + " <subcommand> [options] [arguments]");
        to.println();
        to.println("  " + Groups.summary(group) + ".");
        to.println();
        to.println("Subcommands:");
        Table table = new Table();
        Groups.members(group).forEach(name -> table.row("  " + name, summary(name)));
        to.println(table);
        to.println();
        to.println("For the options of one: " + io.program() + " " + group + " <subcommand> -help");
    }

    private static String summary(String name) {
        Command command = Commands.create(name);
        return command == null ? Groups.summary(name) : command.summary();
    }

    void describe(String name, Command command) {
        PrintStream out = io.out();
        out.println(("Usage: " + io.program() + " " + name + " [options] " + command.arguments()).strip());
        out.println();
        out.println("  " + command.summary() + ".");
        out.println();
        out.println("Options:");
        for (Flag<?> flag : command.flags().all()) {
            out.println("  " + flag.form());
            out.println("      " + flag.help());
        }
        if (Groups.isGroup(name)) {
            out.println();
            out.println("Subcommands:");
            Table table = new Table();
            Groups.members(name).forEach(member -> table.row("  " + member, summary(member)));
            out.println(table);
        }
    }
}
