package dev.drover.cli.alloc;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.exec.AttachedCommand;
import dev.drover.cli.exec.ExecFlags;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.alloc.Allocation;
import dev.drover.sdk.ExecRequest;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code alloc exec}. */
public final class AllocExecCommand extends BaseCommand {
    private final Flag<Boolean> job = flags.toggle("job", "the first argument is a job; take one of its allocations");
    private final Flag<String> task = flags.text("task", "name", "in this task");
    private final Flag<String> group = flags.text("group", "name", "with -job: an allocation of this task group");
    private final ExecFlags connection = new ExecFlags(flags);

    public AllocExecCommand() {
        super("Run a command inside a task, and exit with its exit code", "<allocation> <command> [<argument>...]");
        flags.argumentsEndFlags();
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.size() < 2) {
            throw new UsageException("This command takes at least two arguments: <" + (job.get() ? "job" : "allocation")
                    + "> <command>");
        }
        Allocation alloc = job.get()
                ? JobAllocation.of(context, arguments.getFirst(), group.get())
                : AllocLookup.whole(context, arguments.getFirst());
        String chosen = TaskChoice.definite(alloc, task.get());
        List<String> command = arguments.subList(1, arguments.size());
        return new AttachedCommand(context, connection)
                .run(
                        "failed to exec into task",
                        terminal -> context.client()
                                .allocations()
                                .exec(
                                        alloc.id(),
                                        new ExecRequest(chosen, command, terminal),
                                        Query.NONE.withGiven("namespace", alloc.namespace())));
    }
}
