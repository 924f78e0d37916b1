package dev.drover.agent.config;

import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.server.system.AutopilotRules;
import java.util.List;

/** The block {@code autopilot}: what the first leader of a new cluster sets. */
final class AutopilotSettings {
    private static final String BLOCK = "autopilot.";

    private AutopilotSettings() {}

    static AutopilotConfiguration of(Settings settings) {
        AutopilotConfiguration usual = AutopilotConfiguration.usual();
        AutopilotConfiguration wanted = new AutopilotConfiguration(
                settings.bool(BLOCK + "cleanup_dead_servers", usual.cleanupDeadServers()),
                settings.duration(BLOCK + "last_contact_threshold", usual.lastContactThreshold()),
                settings.number(BLOCK + "max_trailing_logs", (int) usual.maxTrailingLogs()),
                settings.number(BLOCK + "min_quorum", usual.minQuorum()),
                settings.duration(BLOCK + "server_stabilization_time", usual.serverStabilizationTime()),
                settings.bool(BLOCK + "enable_redundancy_zones", false),
                settings.bool(BLOCK + "disable_upgrade_migration", false),
                settings.bool(BLOCK + "enable_custom_upgrades", false),
                0,
                0);
        List<String> faults = AutopilotRules.faults(wanted);
        if (!faults.isEmpty()) {
            throw new ConfigException("the block autopilot: " + String.join("; ", faults));
        }
        return wanted;
    }
}
