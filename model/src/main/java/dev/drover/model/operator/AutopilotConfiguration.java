package dev.drover.model.operator;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.DurationText;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * When servers count as healthy, and what happens to those that are gone.
 *
 * @param cleanupDeadServers whether servers that failed are taken out of the group
 * @param lastContactThreshold how long a healthy server may be without word of the leader
 * @param maxTrailingLogs by how many entries a healthy server may be behind the leader's log
 * @param minQuorum how many servers stay in the group, dead or not; 0 for no bound
 * @param serverStabilizationTime how long a server has to be healthy before the group relies on it
 */
@RecordBuilder
public record AutopilotConfiguration(
        @Wire("CleanupDeadServers") boolean cleanupDeadServers,

        @Wire("LastContactThreshold") @DurationText Duration lastContactThreshold,

        @Wire("MaxTrailingLogs") long maxTrailingLogs,
        @Wire("MinQuorum") int minQuorum,

        @Wire("ServerStabilizationTime") @DurationText Duration serverStabilizationTime,

        @Wire("EnableRedundancyZones") boolean enableRedundancyZones,
        @Wire("DisableUpgradeMigration") boolean disableUpgradeMigration,
        @Wire("EnableCustomUpgrades") boolean enableCustomUpgrades,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    private static final Duration USUAL_CONTACT = Duration.ofMillis(200);
    private static final long USUAL_TRAILING = 250;
    private static final Duration USUAL_STABILIZATION = Duration.ofSeconds(10);

    public AutopilotConfiguration {
        lastContactThreshold = Defaults.value(lastContactThreshold, USUAL_CONTACT);
        serverStabilizationTime = Defaults.value(serverStabilizationTime, USUAL_STABILIZATION);
    }

    /** What holds until an operator says otherwise. */
    public static AutopilotConfiguration usual() {
        return new AutopilotConfiguration(
                true, USUAL_CONTACT, USUAL_TRAILING, 0, USUAL_STABILIZATION, false, false, false, 0, 0);
    }
}
