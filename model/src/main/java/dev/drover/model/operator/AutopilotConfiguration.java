package dev.drover.model.operator;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** When servers count as healthy, and what happens to those that are gone. Durations are texts such as {@code 200ms}. */
@RecordBuilder
public record AutopilotConfiguration(
        @Wire("CleanupDeadServers") boolean cleanupDeadServers,
        @Wire("LastContactThreshold") String lastContactThreshold,
        @Wire("MaxTrailingLogs") long maxTrailingLogs,
        @Wire("MinQuorum") int minQuorum,
        @Wire("ServerStabilizationTime") String serverStabilizationTime,
        @Wire("EnableRedundancyZones") boolean enableRedundancyZones,
        @Wire("DisableUpgradeMigration") boolean disableUpgradeMigration,
        @Wire("EnableCustomUpgrades") boolean enableCustomUpgrades,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    public AutopilotConfiguration {
        lastContactThreshold = Defaults.text(lastContactThreshold);
        serverStabilizationTime = Defaults.text(serverStabilizationTime);
    }
}
