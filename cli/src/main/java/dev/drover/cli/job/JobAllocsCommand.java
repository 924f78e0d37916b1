package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.alloc.AllocTable;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.job.JobListStub;
import java.util.List;

/** {@code job allocs}. */
public final class JobAllocsCommand extends BaseCommand {
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids and times");
    private final Flag<Boolean> all = flags.toggle("all", "also allocations of an earlier job of this id");
    private final DataFlags data = new DataFlags(flags);

    public JobAllocsCommand() {
        super("List the allocations of a job", "<job>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        JobListStub job = JobLookup.stub(context, single(arguments, "job"));
        List<AllocationListStub> allocations = context.ask(
                "Error retrieving allocations",
                () -> context.client()
                        .jobs()
                        .allocations(job.id(), all.get(), JobLookup.namespace(job.namespace()))
                        .value());
        if (data.wanted()) {
            data.print(context, allocations);
        } else {
            context.print(AllocTable.of(context, allocations, verbose.get()));
        }
        return 0;
    }
}
