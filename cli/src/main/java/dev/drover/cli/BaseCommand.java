package dev.drover.cli;

import dev.drover.cli.flags.FlagSet;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** The flags that every command has. */
public abstract class BaseCommand implements Command {
    private final String summary;
    private final String arguments;

    protected final FlagSet flags = new FlagSet();

    private final GeneralFlags general = new GeneralFlags(flags);

    protected BaseCommand(String summary, String arguments) {
        this.summary = summary;
        this.arguments = arguments;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final String arguments() {
        return arguments;
    }

    @Override
    public final FlagSet flags() {
        return flags;
    }

    @Override
    public final GeneralFlags general() {
        return general;
    }

    /** The only argument. */
    protected static String single(List<String> arguments, String name) throws UsageException {
        if (arguments.size() != 1) {
            throw new UsageException("This command takes one argument: <" + name + ">");
        }
        return arguments.getFirst();
    }

    protected static void none(List<String> arguments) throws UsageException {
        if (!arguments.isEmpty()) {
            throw new UsageException("This command takes no arguments");
        }
    }
}
