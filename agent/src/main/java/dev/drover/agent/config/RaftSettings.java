package dev.drover.agent.config;

import java.time.Duration;

/**
 * How the log of a server is kept.
 *
 * @param multiplier stretches all timeouts of the log, from 1 (fast machines and networks) to 10
 * @param snapshotThreshold entries after which a snapshot is written
 * @param snapshotInterval how often it is looked whether a snapshot is due
 * @param trailingLogs entries that are kept before a snapshot, for followers that were away
 */
public record RaftSettings(int multiplier, int snapshotThreshold, Duration snapshotInterval, int trailingLogs) {
    static RaftSettings of(Settings settings) {
        int protocol = settings.number("server.raft_protocol", 3);
        if (protocol != 3) {
            throw new ConfigException(settings.origin("server.raft_protocol")
                    + " must be 3, the only version that there is, found " + protocol);
        }
        int multiplier = settings.number("server.raft_multiplier", 1);
        if (multiplier < 1 || multiplier > 10) {
            throw new ConfigException(
                    settings.origin("server.raft_multiplier") + " must be from 1 to 10, found " + multiplier);
        }
        return new RaftSettings(
                multiplier,
                positive(settings, "server.raft_snapshot_threshold", 8192),
                settings.duration("server.raft_snapshot_interval", Duration.ofMinutes(2)),
                positive(settings, "server.raft_trailing_logs", 10_240));
    }

    private static int positive(Settings settings, String key, int otherwise) {
        int number = settings.number(key, otherwise);
        if (number <= 0) {
            throw new ConfigException(settings.origin(key) + " must be greater than 0, found " + number);
        }
        return number;
    }
}
