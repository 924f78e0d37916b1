package dev.drover.cli;

import dev.drover.cli.flags.Flag;
import dev.drover.cli.text.Table;
import dev.drover.model.text.Suggestion;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Says which commands there are and how they are used. */
final class Help {
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
        Command command = Commands.create(String.join(" ", known));
        if (command != null) {
            describe(String.join(" ", known), command);
            return 0;
        }
        String group = names.getFirst() + " ";
        if (names.size() == 1 && Commands.names().stream().anyMatch(name -> name.startsWith(group))) {
            list(wished ? io.out() : io.err(), group);
            return wished ? 0 : 1;
        }
        return unknown(names);
    }

    private static boolean isWish(String word) {
        return word.equals("help") || word.equals("-h") || word.equals("-help") || word.equals("--help");
    }

    private int unknown(List<String> words) {
        boolean inGroup =
                words.size() > 1 && Commands.names().stream().anyMatch(name -> name.startsWith(words.getFirst() + " "));
        String typed = inGroup ? words.get(0) + " " + words.get(1) : words.getFirst();
        io.err().println("Unknown command \"" + typed + "\"." + nearest(typed).orElse(""));
        io.err().println("For all commands: " + io.program() + " -help");
        return Cli.UNKNOWN_COMMAND;
    }

    private static Optional<String> nearest(String typed) {
        TreeSet<String> candidates = new TreeSet<>(Commands.aliases());
        candidates.add("agent");
        Commands.names().forEach(name -> {
            candidates.add(name);
            candidates.add(group(name));
        });
        return Suggestion.nearest(typed, candidates).map(name -> " Did you mean \"" + name + "\"?");
    }

    /** The first word of a name. */
    private static String group(String name) {
        int blank = name.indexOf(' ');
        return blank < 0 ? name : name.substring(0, blank);
    }

    private void overview(PrintStream to) {
        to.println("Usage: " + io.program() + " <command> [options] [arguments]");
        to.println();
        Table table = new Table().row("  agent", "Run an agent, with -dev for a cluster of one");
        rows("").forEach(row -> table.row(row));
        to.println(table);
        to.println();
        to.println("Shorter names: run, stop, plan, validate, inspect, init, logs, fs.");
        to.println("For the options of a command: " + io.program() + " <command> -help");
    }

    private void list(PrintStream to, String group) {
        to.println("Usage: " + io.program() + " " + group + "<subcommand> [options] [arguments]");
        to.println();
        Table table = new Table();
        rows(group).forEach(row -> table.row(row));
        to.println(table);
    }

    private static Stream<List<String>> rows(String group) {
        return Commands.names().stream()
                .filter(name -> name.startsWith(group))
                .map(name -> List.of("  " + name, summary(name)));
    }

    private static String summary(String name) {
        Command command = Commands.create(name);
        return command == null ? "" : command.summary();
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
    }
}
