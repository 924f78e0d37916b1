package dev.drover.cli.alloc;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.AllocPauseRequest;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code alloc pause}: overrides the schedule of a task, or shows whether it is overridden. */
public final class AllocPauseCommand extends BaseCommand {
    private static final List<String> STATES = List.of("pause", "run", "scheduled");

    private final Flag<String> state =
            flags.text("state", "state", "pause", "pause, run, or scheduled to follow the schedule again");
    private final Flag<Boolean> status = flags.toggle("status", "show the state and change nothing");
    private final Flag<String> task = flags.text("task", "name", "the task, where there are several");

    public AllocPauseCommand() {
        super("Pause or run a task against its schedule", "<allocation> [task]");
        flags.ignored("verbose");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String named = TaskChoice.optional(arguments, task);
        if (!STATES.contains(state.get())) {
            throw new UsageException("Invalid -state \"" + state.get() + "\": expected " + String.join(", ", STATES));
        }
        Allocation alloc = AllocLookup.whole(context, arguments.getFirst());
        String name = TaskChoice.definite(alloc, named);
        Query query = Query.NONE.withGiven("namespace", alloc.namespace());
        if (status.get()) {
            context.print(context.ask(
                    "Error querying the schedule of task \"" + name + "\"",
                    () -> context.client()
                            .allocations()
                            .pauseState(alloc.id(), name, query)
                            .value()
                            .scheduleState()));
            return 0;
        }
        AllocPauseRequest request = new AllocPauseRequest(name, state.get(), alloc.id());
        context.tell(
                "Failed to pause allocation",
                () -> context.client().allocations().pause(request, query));
        return 0;
    }
}
