package dev.drover.cli;

import dev.drover.cli.completion.Installation;
import dev.drover.cli.flags.UsageException;
import java.io.IOException;
import java.util.List;

/**
 * The command line: the first words name a command, the rest are its flags and arguments, and the result is the exit code.
 *
 * <p>A command that runs for a moment should cost a moment, so nothing is loaded that the command does not use: commands are
 * made by name ({@link Commands}), and the client of the API and JSON come with the first call.
 */
public final class Cli {
    /** Exit code for words that name no command, as shells use it. */
    static final int UNKNOWN_COMMAND = 127;

    private Cli() {}

    /**
     * Runs one command.
     *
     * @param words the command and what follows it
     * @return the exit code: 0 done, 1 failed, 127 no such command, others as the command documents
     */
    public static int run(List<String> words, CliIo io) {
        try {
            String line = io.environment().getOrDefault("COMP_LINE", "");
            return line.isEmpty() ? dispatch(words, io) : new Completer(io).complete(line);
        } finally {
            io.out().flush();
            io.err().flush();
        }
    }

    private static int dispatch(List<String> words, CliIo io) {
        if (words.size() == 1 && isVersionFlag(words.getFirst())) {
            return dispatch(List.of("version"), io);
        }
        if (words.size() == 1 && words.getFirst().matches("--?autocomplete-(un)?install")) {
            return installCompletion(words.getFirst().endsWith("-uninstall"), io);
        }
        for (int length = Math.min(Commands.MOST_WORDS, words.size()); length > 0; length--) {
            Command command = Commands.create(String.join(" ", words.subList(0, length)));
            if (command != null) {
                return run(
                        command, String.join(" ", words.subList(0, length)), words.subList(length, words.size()), io);
            }
        }
        return new Help(io).answer(words);
    }

    private static int installCompletion(boolean away, CliIo io) {
        try {
            Installation installation = new Installation(io);
            return away ? installation.uninstall() : installation.install();
        } catch (IOException fault) {
            io.err().println("Error: completion could not be changed: " + fault.getMessage());
            return 1;
        }
    }

    private static boolean isVersionFlag(String word) {
        return word.equals("-version") || word.equals("--version") || word.equals("-v") || word.equals("--v");
    }

    private static int run(Command command, String name, List<String> words, CliIo io) {
        Context context = new Context(io, command.general());
        try {
            List<String> arguments = command.flags().parse(words);
            if (command.flags().helpWanted()) {
                new Help(io).describe(name, command);
                return 0;
            }
            return command.run(context, arguments);
        } catch (UsageException fault) {
            context.complain(String.valueOf(fault.getMessage()));
            context.complain("For the options and arguments of this command: " + io.program() + " " + name + " -help");
        } catch (Failure fault) {
            context.complain(String.valueOf(fault.getMessage()));
        } catch (IOException fault) {
            context.complain("Error: " + fault.getMessage());
        }
        return command.failureCode();
    }
}
