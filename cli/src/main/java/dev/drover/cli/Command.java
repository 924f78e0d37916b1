package dev.drover.cli;

import dev.drover.cli.flags.FlagSet;
import dev.drover.cli.flags.UsageException;
import java.io.IOException;
import java.util.List;

/** One word of the command line with what follows it. An instance serves one call. */
public interface Command {
    /** What it does, in one line. */
    String summary();

    /** What follows the flags, such as {@code <job>}; empty for nothing. */
    String arguments();

    FlagSet flags();

    /**
     * Does it, after the flags were read.
     *
     * @return the exit code
     */
    int run(Context context, List<String> arguments) throws IOException, UsageException;

    /** The flags that say which agent to talk to. */
    GeneralFlags general();

    /** The exit code for failures of any kind; 1 where a command does not use others for results. */
    default int failureCode() {
        return 1;
    }
}
