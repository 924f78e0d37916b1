package dev.drover.cli;

import dev.drover.model.BuildInfo;
import java.io.PrintStream;
import java.util.List;

/** The command line: the first word names a command, and the result is the exit code. */
public final class Cli {
    private Cli() {}

    /**
     * Runs one command.
     *
     * @param words the command and what follows it
     * @return the exit code: 0 done, 127 unknown command
     */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        String command = words.isEmpty() ? "" : words.getFirst();
        return switch (command) {
            case "version", "-version", "--version", "-v" -> version(out);
            default -> {
                err.println("Unknown command \"" + command + "\". Known: version");
                yield 127;
            }
        };
    }

    private static int version(PrintStream out) {
        BuildInfo build = BuildInfo.current();
        out.println("Drover v" + build.version());
        if (!build.commit().isEmpty()) {
            out.println("Revision " + build.commit());
        }
        return 0;
    }
}
