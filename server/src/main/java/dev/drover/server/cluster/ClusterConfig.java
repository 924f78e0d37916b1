package dev.drover.server.cluster;

import dev.drover.gossip.KeyRing;
import dev.drover.rpc.LinkSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a server takes part in a cluster.
 *
 * @param folder where its id and the log are kept
 * @param name unique in the region
 * @param build version that it is compatible with
 * @param rpc where to listen for other agents
 * @param advertisedRpc {@code host:port} under which the others reach it
 * @param gossip where to listen for other servers' gossip
 * @param advertisedGossip where the others reach that
 * @param keys with which gossip is encrypted, perhaps none, until they are changed while the server runs
 * @param bootstrapExpect how many servers form the cluster; 0 for one that only joins
 * @param join how it finds the others
 * @param links patience and bounds of links
 */
public record ClusterConfig(
        Path folder,
        String name,
        String region,
        String datacenter,
        String build,
        InetSocketAddress rpc,
        InetSocketAddress advertisedRpc,
        InetSocketAddress gossip,
        InetSocketAddress advertisedGossip,
        KeyRing keys,
        int bootstrapExpect,
        JoinSettings join,
        LinkSettings links,
        LogSettings log) {

    /**
     * How others are found.
     *
     * @param once addresses that have to answer at the start
     * @param retried addresses that are tried until one of them answers
     * @param maxAttempts 0 for no bound
     * @param rejoinAfterLeave whether a server that left looks for those again that it knew
     */
    public record JoinSettings(
            List<String> once, List<String> retried, Duration interval, int maxAttempts, boolean rejoinAfterLeave) {}

    /**
     * Bounds of the log.
     *
     * @param patience how many times the usual election timeout followers wait before they elect another leader
     * @param snapshotEntries a snapshot is written after so many entries
     * @param keptEntries how many entries before a snapshot stay on disk
     */
    public record LogSettings(int patience, long snapshotEntries, long keptEntries, boolean fsync) {}
}
