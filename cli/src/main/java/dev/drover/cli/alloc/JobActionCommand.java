package dev.drover.cli.alloc;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.exec.AttachedCommand;
import dev.drover.cli.exec.ExecFlags;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.JobAction;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code job action}. */
public final class JobActionCommand extends BaseCommand {
    private final Flag<String> job = flags.text("job", "id", "the job that has the action; has to be given");
    private final Flag<String> alloc = flags.text("alloc", "id", "in this allocation; otherwise the newest that runs");
    private final Flag<String> group = flags.text("group", "name", "of this task group");
    private final Flag<String> task = flags.text("task", "name", "of this task");
    private final ExecFlags connection = new ExecFlags(flags);

    public JobActionCommand() {
        super("Run an action that a job has prepared, and exit with its exit code", "<action>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name = single(arguments, "action");
        if (job.get().isEmpty()) {
            throw new UsageException("The job has to be given with -job");
        }
        JobAction action = find(context, name);
        Allocation chosen = alloc.get().isEmpty()
                ? JobAllocation.of(context, job.get(), action.taskGroupName())
                : AllocLookup.whole(context, alloc.get());
        Query query = Query.NONE.withGiven("namespace", chosen.namespace());
        return new AttachedCommand(context, connection)
                .run(
                        "failed to run the action",
                        terminal -> context.client()
                                .jobs()
                                .runAction(job.get(), chosen.id(), action.taskName(), name, terminal, query));
    }

    /** The action of that name; group and task have to be given only where several tasks have it. */
    private JobAction find(Context context, String name) {
        List<JobAction> all = context.ask(
                "Error querying actions of job \"" + job.get() + "\"",
                () -> context.client().jobs().actions(job.get(), Query.NONE).value());
        List<JobAction> fitting = all.stream()
                .filter(action -> action.name().equals(name))
                .filter(action ->
                        group.get().isEmpty() || action.taskGroupName().equals(group.get()))
                .filter(action -> task.get().isEmpty() || action.taskName().equals(task.get()))
                .toList();
        if (fitting.isEmpty()) {
            throw new Failure("Job \"" + job.get() + "\" has no action \"" + name + "\" there; it has:\n" + list(all));
        }
        if (fitting.size() > 1) {
            throw new Failure("Several tasks have an action \"" + name + "\"; say which with -group and -task:\n"
                    + list(fitting));
        }
        return fitting.getFirst();
    }

    private static String list(List<JobAction> actions) {
        return actions.isEmpty()
                ? "  none"
                : String.join(
                        "\n",
                        actions.stream()
                                .map(action -> "  * " + action.name() + " (group " + action.taskGroupName() + ", task "
                                        + action.taskName() + ")")
                                .toList());
    }
}
