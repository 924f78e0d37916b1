package dev.drover.cli.alloc;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Times;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.sdk.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code alloc checks}. */
public final class AllocChecksCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public AllocChecksCommand() {
        super("Show the results of service checks", "<allocation>");
        flags.ignored("verbose");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        AllocationListStub alloc = AllocLookup.stub(context, single(arguments, "allocation"));
        Map<String, Object> checks = context.ask(
                "Error querying allocation checks",
                () -> context.client()
                        .allocations()
                        .checks(alloc.id(), Query.NONE)
                        .value());
        if (data.wanted()) {
            data.print(context, checks);
            return 0;
        }
        if (checks.isEmpty()) {
            context.print("No checks for allocation");
            return 0;
        }
        context.print("Status of " + checks.size() + " Nomad Service Checks\n");
        for (Map<?, ?> result : ServiceChecks.sorted(checks)) {
            context.print(facts(context.times(), result) + "\n");
        }
        return 0;
    }

    private Facts facts(Times times, Map<?, ?> result) {
        Facts facts = new Facts()
                .add("ID", " " + ServiceChecks.field(result, "ID"))
                .add("Name", " " + ServiceChecks.field(result, "Check"))
                .add("Group", " " + ServiceChecks.field(result, "Group"))
                .add("Task", " " + ServiceChecks.task(result))
                .add("Service", " " + ServiceChecks.field(result, "Service"))
                .add("Status", " " + ServiceChecks.field(result, "Status"));
        if (result.get("StatusCode") instanceof Long code && code > 0) {
            facts.add("StatusCode", " " + code);
        }
        if (result.get("Timestamp") instanceof Long seconds) {
            facts.add("Mode", " " + ServiceChecks.field(result, "Mode"))
                    .add("Timestamp", " " + times.at(Instant.ofEpochSecond(seconds)));
        }
        return facts.add("Output", " " + ServiceChecks.field(result, "Output"));
    }
}
