package dev.drover.cli.alloc;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.alloc.Allocation;
import dev.drover.sdk.LogKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code alloc logs}. */
public final class AllocLogsCommand extends BaseCommand {
    private final Flag<Boolean> job = flags.toggle("job", "the argument is a job; take one of its allocations");
    private final Flag<Boolean> stderr = flags.toggle("stderr", "only what the task wrote to standard error");
    private final Flag<Boolean> stdout = flags.toggle("stdout", "only what the task wrote to standard output");
    private final Flag<String> task = flags.text("task", "name", "this task");
    private final Flag<String> group = flags.text("group", "name", "with -job: an allocation of this task group");
    private final TailFlags tail = new TailFlags(flags);

    public AllocLogsCommand() {
        super("Print what a task has written, or follow it with -f", "<allocation> [task]");
        flags.ignored("verbose");
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        String name = TaskChoice.optional(arguments, task);
        Allocation alloc = job.get()
                ? JobAllocation.of(context, arguments.getFirst(), group.get())
                : AllocLookup.whole(context, arguments.getFirst());
        String chosen = TaskChoice.definite(alloc, name);
        List<LogKind> kinds = new ArrayList<>();
        if (stdout.get() || !stderr.get()) {
            kinds.add(LogKind.STDOUT);
        }
        if (stderr.get() || !stdout.get()) {
            kinds.add(LogKind.STDERR);
        }
        LogPrinter printer = new LogPrinter(context, alloc.id(), chosen, tail);
        if (tail.follow()) {
            printer.follow(kinds);
        } else {
            for (LogKind kind : kinds) {
                printer.print(kind);
            }
        }
        return 0;
    }
}
