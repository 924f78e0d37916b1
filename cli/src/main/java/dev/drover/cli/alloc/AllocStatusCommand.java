package dev.drover.cli.alloc;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.eval.PlacementText;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Ids;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.api.AllocResourceUsage;
import dev.drover.sdk.DroverException;
import dev.drover.sdk.Query;
import java.util.List;
import java.util.Optional;

/** {@code alloc status}. */
public final class AllocStatusCommand extends BaseCommand {
    private final Flag<Boolean> brief = flags.toggle("short", "show only the last event of each task");
    private final Flag<Boolean> stats = flags.toggle("stats", "show the resource use of tasks in detail");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids and times, and every event");
    private final DataFlags data = new DataFlags(flags);
    private final Flag<Boolean> ui = flags.toggle("ui", "open the page of the web UI");

    public AllocStatusCommand() {
        super("Show one allocation, or list all with -json or -t", "<allocation>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty() && data.wanted()) {
            data.print(
                    context,
                    context.ask(
                            "Error querying allocations",
                            () -> context.client()
                                    .allocations()
                                    .list(Query.NONE)
                                    .value()));
            return 0;
        }
        Allocation alloc = AllocLookup.whole(context, single(arguments, "allocation"));
        if (data.wanted()) {
            data.print(context, alloc);
            return 0;
        }
        show(context, alloc);
        context.hint("View allocation details", "allocations/" + alloc.id());
        context.openPage(ui.get(), "allocations/" + alloc.id());
        return 0;
    }

    private void show(Context context, Allocation alloc) {
        context.print(AllocFacts.of(context, alloc, verbose.get()));
        AllocFacts.addresses(alloc).ifPresent(table -> context.section(AllocFacts.addressTitle(alloc), table));
        ServiceChecks.table(context, alloc).ifPresent(table -> context.section("Nomad Service Checks:", table));
        TaskReport tasks = new TaskReport(context, alloc, verbose.get());
        if (brief.get()) {
            tasks.brief();
        } else {
            tasks.full(usage(context, alloc), stats.get());
        }
        AllocationMetric metrics = alloc.metrics();
        if (verbose.get() && metrics != null && !metrics.scoreMetaData().isEmpty()) {
            context.section("Placement Metrics", PlacementText.scores(metrics, new Ids(true)));
        }
    }

    /** What the tasks use, where their node tells; an allocation on a node that is gone is still worth showing. */
    private static Optional<AllocResourceUsage> usage(Context context, Allocation alloc) {
        if (alloc.clientStatus() != ClientStatus.RUNNING) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    context.client().allocations().stats(alloc.id(), Query.NONE).value());
        } catch (DroverException fault) {
            context.complain("Couldn't retrieve stats: " + fault.getMessage());
            return Optional.empty();
        }
    }
}
