package dev.drover.cli.alloc;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.AllocationRestartRequest;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code alloc restart}. */
public final class AllocRestartCommand extends BaseCommand {
    private final Flag<Boolean> allTasks = flags.toggle("all-tasks", "also tasks that have ended, such as prestart");
    private final Flag<String> task = flags.text("task", "name", "only this task");

    public AllocRestartCommand() {
        super("Restart the running tasks of an allocation, in place", "<allocation> [task]");
        flags.ignored("verbose");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name = TaskChoice.optional(arguments, task);
        if (allTasks.get() && !name.isEmpty()) {
            throw new UsageException("A task and -all-tasks cannot be given together");
        }
        Allocation alloc = AllocLookup.whole(context, arguments.getFirst());
        TaskChoice.check(alloc, name);
        AllocationRestartRequest request = new AllocationRestartRequest(name, allTasks.get(), alloc.id());
        context.tell(
                "Failed to restart allocation",
                () -> context.client()
                        .allocations()
                        .restart(request, Query.NONE.withGiven("namespace", alloc.namespace())));
        return 0;
    }
}
