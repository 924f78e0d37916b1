package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.Table;
import dev.drover.model.api.JobScaleStatusResponse;
import dev.drover.model.job.JobListStub;
import dev.drover.model.job.ScalingEvent;
import dev.drover.model.wire.Defaults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code job scaling-events}. */
public final class JobScalingEventsCommand extends BaseCommand {
    private record GroupEvent(String group, ScalingEvent event) {}

    private final Flag<Boolean> verbose = flags.toggle("verbose", "show messages, errors and evaluations");

    public JobScalingEventsCommand() {
        super("Show how the counts of a job were changed, newest first", "<job>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        JobListStub job = JobLookup.stub(context, single(arguments, "job"));
        JobScaleStatusResponse status = context.ask(
                "Error listing scaling events",
                () -> context.client()
                        .jobs()
                        .scaleStatus(job.id(), JobLookup.namespace(job.namespace()))
                        .value());
        List<GroupEvent> events = new ArrayList<>();
        status.taskGroups()
                .forEach((group, state) -> state.events().forEach(event -> events.add(new GroupEvent(group, event))));
        events.sort(Comparator.comparingLong((GroupEvent it) -> it.event.time())
                .reversed()
                .thenComparing(GroupEvent::group));
        context.print(events.isEmpty() ? "No events found" : table(context, events));
        return 0;
    }

    private Table table(Context context, List<GroupEvent> events) {
        Table table = verbose.get()
                ? Table.withHeader("Task Group", "Count", "PrevCount", "Error", "Message", "Eval ID", "Date")
                : Table.withHeader("Task Group", "Count", "PrevCount", "Date");
        for (GroupEvent it : events) {
            ScalingEvent event = it.event;
            String count = event.count() == null ? Table.NONE : event.count().toString();
            String before = Long.toString(event.previousCount());
            String date = context.times().at(event.time());
            if (verbose.get()) {
                table.row(
                        it.group,
                        count,
                        before,
                        Boolean.toString(event.error()),
                        Table.orNone(event.message()),
                        Table.orNone(Defaults.text(event.evalId())),
                        date);
            } else {
                table.row(it.group, count, before, date);
            }
        }
        return table;
    }
}
