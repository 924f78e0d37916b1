package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.sdk.Query;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** {@code monitor}: what an agent logs, as it does, until the command is interrupted. */
public final class MonitorCommand extends BaseCommand {
    private final Flag<String> level =
            flags.text("log-level", "level", "info", "the least that is shown: trace, debug, info, warn, error");
    private final Flag<Boolean> location = flags.toggle("log-include-location", "also where in the program");
    private final AgentTarget target = new AgentTarget(flags);
    private final Flag<Boolean> json = flags.toggle("json", "as JSON");

    public MonitorCommand() {
        super("Follow the log of an agent", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException, IOException {
        none(arguments);
        Query query = target.on(context, Query.NONE)
                .with("log_level", level.get())
                .withTrue("log_json", json.get())
                .withTrue("log_include_location", location.get());
        try (InputStream log = context.ask(
                "Error starting monitor", () -> context.client().agent().monitor(query))) {
            LogCopy.to(context, log);
        }
        return 0;
    }
}
