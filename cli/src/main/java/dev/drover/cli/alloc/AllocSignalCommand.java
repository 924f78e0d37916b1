package dev.drover.cli.alloc;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.AllocSignalRequest;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code alloc signal}. */
public final class AllocSignalCommand extends BaseCommand {
    private final Flag<String> signal = flags.text("s", "signal", "SIGKILL", "signal to send, such as SIGHUP");
    private final Flag<String> task = flags.text("task", "name", "only this task");

    public AllocSignalCommand() {
        super("Send a signal to the tasks of an allocation", "<allocation> [task]");
        flags.ignored("verbose");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name = TaskChoice.optional(arguments, task);
        Allocation alloc = AllocLookup.whole(context, arguments.getFirst());
        TaskChoice.check(alloc, name);
        AllocSignalRequest request = new AllocSignalRequest(name, signal.get(), alloc.id());
        context.tell(
                "Error signalling allocation",
                () -> context.client()
                        .allocations()
                        .signal(request, Query.NONE.withGiven("namespace", alloc.namespace())));
        return 0;
    }
}
