package dev.drover.cli.exec;

import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.FlagSet;
import dev.drover.cli.flags.UsageException;
import java.util.Optional;

/** How somebody is connected with a command in a task. */
public final class ExecFlags {
    private final Flag<Boolean> input;
    private final Flag<Boolean> terminal;
    private final Flag<String> escape;

    public ExecFlags(FlagSet flags) {
        input = flags.toggle("i", true, "pass on what comes in; -i=false gives the command no input");
        terminal = flags.toggle("t", "give the command a terminal; the default when the input is one");
        escape = flags.text(
                "e",
                "character",
                "~",
                "at the beginning of a line, this and a dot hang up; none for no such character");
    }

    boolean input() {
        return input.get();
    }

    boolean terminal(boolean otherwise) {
        return terminal.given() ? terminal.get() : otherwise;
    }

    Optional<Character> escape() throws UsageException {
        String text = escape.get();
        if (text.equals("none")) {
            return Optional.empty();
        }
        if (text.length() != 1 || text.charAt(0) > 127) {
            throw new UsageException("-e takes one character or \"none\", not \"" + text + "\"");
        }
        return Optional.of(text.charAt(0));
    }
}
