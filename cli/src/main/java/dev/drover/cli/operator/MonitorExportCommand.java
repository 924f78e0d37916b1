package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.text.Durations;
import dev.drover.sdk.Query;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/** {@code monitor export}: what an agent has logged to its file or the journal of its machine. */
public final class MonitorExportCommand extends BaseCommand {
    private final AgentTarget target = new AgentTarget(flags);
    private final Flag<Duration> since =
            flags.duration("logs-since", Duration.ofDays(3), "of the journal: how far back; default 72h");
    private final Flag<String> service =
            flags.text("service-name", "name", "of the journal: the service that the agent runs as");
    private final Flag<Boolean> onDisk = flags.toggle("on-disk", "the log file that the agent is configured with");
    private final Flag<Boolean> follow =
            flags.toggle("follow", "of the journal: go on with what is logged from now on");

    public MonitorExportCommand() {
        super("Print what an agent has logged", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException, IOException {
        none(arguments);
        if (onDisk.get() == !service.get().isEmpty()) {
            throw new UsageException("Give either -on-disk or -service-name");
        }
        if (onDisk.get() && follow.get()) {
            throw new UsageException("-on-disk and -follow cannot be used together");
        }
        Query query = target.on(context, Query.NONE)
                .withTrue("on_disk", onDisk.get())
                .withGiven("service_name", service.get())
                .withTrue("follow", follow.get());
        Query timed = onDisk.get() ? query : query.with("logs_since", Durations.format(since.get()));
        try (InputStream log = context.ask(
                "Error starting monitor export", () -> context.client().agent().monitorExport(timed))) {
            LogCopy.to(context, log);
        }
        return 0;
    }
}
