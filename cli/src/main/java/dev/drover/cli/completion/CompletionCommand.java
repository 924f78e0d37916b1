package dev.drover.cli.completion;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code completion}: prints what a shell reads to complete commands, flags and ids. */
public final class CompletionCommand extends BaseCommand {
    public CompletionCommand() {
        super("Print the completion script of a shell", "<bash|zsh|fish>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Shell shell = Shell.named(single(arguments, "bash|zsh|fish"));
        context.io().out().print(shell.script(context.io().program()));
        return 0;
    }
}
