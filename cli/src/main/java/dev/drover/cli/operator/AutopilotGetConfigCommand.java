package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.text.Durations;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code operator autopilot get-config}. */
public final class AutopilotGetConfigCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public AutopilotGetConfigCommand() {
        super("Show when servers count as healthy", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        AutopilotConfiguration configuration = context.ask(
                "Error querying Autopilot configuration",
                () -> context.client().operator().autopilot(Query.NONE));
        if (data.wanted()) {
            data.print(context, configuration);
            return 0;
        }
        context.print("CleanupDeadServers = " + configuration.cleanupDeadServers());
        context.print("LastContactThreshold = " + Durations.format(configuration.lastContactThreshold()));
        context.print("MaxTrailingLogs = " + configuration.maxTrailingLogs());
        context.print("MinQuorum = " + configuration.minQuorum());
        context.print("ServerStabilizationTime = " + Durations.format(configuration.serverStabilizationTime()));
        context.print("EnableRedundancyZones = " + configuration.enableRedundancyZones());
        context.print("DisableUpgradeMigration = " + configuration.disableUpgradeMigration());
        context.print("EnableCustomUpgrades = " + configuration.enableCustomUpgrades());
        return 0;
    }
}
