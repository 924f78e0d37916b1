package dev.drover.cli.alloc;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.eval.EvaluationMonitor;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code alloc stop}. */
public final class AllocStopCommand extends BaseCommand {
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once, with the id of the evaluation");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");
    private final Flag<Boolean> noShutdownDelay = flags.toggle("no-shutdown-delay", "skip shutdown delays");

    public AllocStopCommand() {
        super("Stop an allocation and have it replaced", "<allocation>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        AllocationListStub alloc = AllocLookup.stub(context, single(arguments, "allocation"));
        Query query = Query.NONE
                .withGiven("namespace", alloc.namespace())
                .withTrue("no_shutdown_delay", noShutdownDelay.get());
        String evaluation = context.ask(
                "Error stopping allocation",
                () -> context.client()
                        .allocations()
                        .stop(alloc.id(), query)
                        .value()
                        .evalId());
        if (detach.get()) {
            context.print(evaluation);
            return 0;
        }
        return new EvaluationMonitor(context, verbose.get()).watch(evaluation);
    }
}
