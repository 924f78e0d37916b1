package dev.drover.raft;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** How Ratis is set up. What is not set here has Ratis' own default. */
final class Settings {
    /** Ratis would close a server that was stopped for long; a stopped process shall go on when it is woken. */
    private static final Duration NEVER = Duration.ofDays(3650);

    /** Ratis remembers the results of requests for clients that repeat them; ours never do. */
    private static final Duration FORGET_REQUESTS = Duration.ofSeconds(1);

    private Settings() {}

    static RaftProperties of(RaftConfig config) {
        RaftProperties properties = new RaftProperties();
        RaftConfigKeys.Rpc.setType(properties, new PeerRpcType());
        RaftServerConfigKeys.setStorageDir(properties, List.of(config.folder().toFile()));
        elections(properties, config.electionTimeout());
        log(properties, config);
        RaftServerConfigKeys.setCloseThreshold(properties, time(NEVER));
        RaftServerConfigKeys.setStagingTimeout(properties, time(Limits.STAGING));
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, time(FORGET_REQUESTS));
        RaftServerConfigKeys.Write.setElementLimit(properties, 2 * Limits.ENTRIES_IN_FLIGHT);
        return properties;
    }

    private static void elections(RaftProperties properties, Duration timeout) {
        TimeDuration longest = time(timeout.multipliedBy(2));
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, time(timeout));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, longest);
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, time(Limits.APPEND));
        RaftServerConfigKeys.LeaderElection.setPreVote(properties, true);
        // A leader that lost its followers stands again soon, and one that was stopped for longer than this gives up by
        // itself.
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, longest);
    }

    private static void log(RaftProperties properties, RaftConfig config) {
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(Limits.SEGMENT_BYTES));
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 2);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf(2L * Limits.SEGMENT_BYTES));
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf(Limits.PREALLOCATED_BYTES));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf(Limits.MESSAGE_BYTES + 64L));
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf(Limits.MESSAGE_BYTES));
        RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(
                properties, SizeInBytes.valueOf(Limits.SNAPSHOT_CHUNK_BYTES));
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
        RaftServerConfigKeys.Log.setPurgePreservationLogNum(properties, config.keptEntries());
        // Ratis would write a second entry behind each one to tell how far the group agreed; followers hear it from the
        // leader.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, !config.fsync());
    }

    private static TimeDuration time(Duration duration) {
        return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}
