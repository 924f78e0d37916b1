package dev.drover.server.system;

import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.server.ServerException;
import java.util.ArrayList;
import java.util.List;

/** What autopilot can be told. */
public final class AutopilotRules {
    private AutopilotRules() {}

    /** What is wrong with a configuration, and what to say instead; empty when nothing is. */
    public static List<String> faults(AutopilotConfiguration configuration) {
        List<String> faults = new ArrayList<>();
        if (configuration.enableRedundancyZones()) {
            faults.add("redundancy zones are not supported: every server votes; leave them off");
        }
        if (configuration.enableCustomUpgrades()) {
            faults.add("custom upgrades are not supported: servers are not exchanged by version; leave them off");
        }
        if (configuration.lastContactThreshold().isNegative()) {
            faults.add("the last contact threshold must not be negative");
        }
        if (configuration.serverStabilizationTime().isNegative()) {
            faults.add("the server stabilization time must not be negative");
        }
        if (configuration.maxTrailingLogs() < 0) {
            faults.add("the number of trailing logs must not be negative");
        }
        if (configuration.minQuorum() < 0) {
            faults.add("the smallest quorum must not be negative");
        }
        return faults;
    }

    static void check(AutopilotConfiguration configuration) {
        List<String> faults = faults(configuration);
        if (!faults.isEmpty()) {
            throw ServerException.badRequest(String.join("; ", faults));
        }
    }
}
