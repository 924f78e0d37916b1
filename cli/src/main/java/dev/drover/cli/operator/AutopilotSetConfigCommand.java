package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.AutopilotConfigurationBuilder;
import dev.drover.sdk.Query;
import java.time.Duration;
import java.util.List;

/** {@code operator autopilot set-config}: changes what flags name and leaves the rest, unless somebody else changed it meanwhile. */
public final class AutopilotSetConfigCommand extends BaseCommand {
    private final Flag<Boolean> cleanup =
            flags.toggle("cleanup-dead-servers", "take servers that are gone out of the group when new ones join");
    private final Flag<Long> trailing =
            flags.number("max-trailing-logs", "entries", 0, "how far a healthy server may be behind the leader's log");
    private final Flag<Duration> contact = flags.duration(
            "last-contact-threshold", Duration.ZERO, "how long a healthy server may be without word of the leader");
    private final Flag<Duration> stabilization = flags.duration(
            "server-stabilization-time", Duration.ZERO, "how long a new server is healthy before it may vote");
    private final Flag<Boolean> zones = flags.toggle("enable-redundancy-zones", "one voter for each redundancy zone");
    private final Flag<Boolean> noMigration =
            flags.toggle("disable-upgrade-migration", "do not wait for servers of a newer version");
    private final Flag<Boolean> customUpgrades =
            flags.toggle("enable-custom-upgrades", "compare servers by upgrade_version instead of their version");
    private final Flag<Long> minQuorum =
            flags.number("min-quorum", "servers", 0, "how many servers are never taken out");

    public AutopilotSetConfigCommand() {
        super("Change when servers count as healthy", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        AutopilotConfiguration before = context.ask(
                "Error querying Autopilot configuration",
                () -> context.client().operator().autopilot(Query.NONE));
        AutopilotConfigurationBuilder changed = AutopilotConfigurationBuilder.builder(before);
        if (cleanup.given()) {
            changed.cleanupDeadServers(cleanup.get());
        }
        if (trailing.given()) {
            changed.maxTrailingLogs(trailing.get());
        }
        if (contact.given()) {
            changed.lastContactThreshold(contact.get());
        }
        if (stabilization.given()) {
            changed.serverStabilizationTime(stabilization.get());
        }
        if (zones.given()) {
            changed.enableRedundancyZones(zones.get());
        }
        if (noMigration.given()) {
            changed.disableUpgradeMigration(noMigration.get());
        }
        if (customUpgrades.given()) {
            changed.enableCustomUpgrades(customUpgrades.get());
        }
        if (minQuorum.given()) {
            changed.minQuorum(minQuorum.get().intValue());
        }
        boolean updated = context.ask(
                "Error setting Autopilot configuration",
                () -> context.client()
                        .operator()
                        .setAutopilot(changed.build(), Query.NONE.with("cas", Long.toString(before.modifyIndex()))));
        if (!updated) {
            throw new Failure(
                    "Configuration could not be atomically updated, since somebody else changed it; try again");
        }
        context.print("Configuration updated!");
        return 0;
    }
}
