package dev.drover.sdk;

import dev.drover.model.api.LeadershipTransferResponse;
import dev.drover.model.api.OperatorHealthReply;
import dev.drover.model.api.OperatorUtilizationSnapshotResponse;
import dev.drover.model.api.RaftConfiguration;
import dev.drover.model.api.SchedulerConfigurationResponse;
import dev.drover.model.api.SchedulerSetConfigurationResponse;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** The group of servers and its state in the hands of an operator. */
public final class Operator {
    private static final String SNAPSHOT = "/v1/operator/snapshot";
    private static final String AUTOPILOT = "/v1/operator/autopilot/configuration";
    private static final String SCHEDULER = "/v1/operator/scheduler/configuration";

    /** Status of an answer that tells of a server which is not well. */
    private static final int UNHEALTHY = 429;

    private static final String CHECKSUM = "sha-256=";

    private final Transport transport;

    Operator(Transport transport) {
        this.transport = transport;
    }

    /** The servers of the group; with {@link Query#stale} as the agent knows them, leader or not. */
    public RaftConfiguration raftConfiguration(Query query) {
        return transport
                .get("/v1/operator/raft/configuration", query, RaftConfiguration.class)
                .value();
    }

    /** Takes the server with this id out of the group. */
    public void removePeer(String id) {
        removePeer(Query.NONE.with("id", id));
    }

    /** Takes the server with this address, {@code host:port}, out of the group. */
    public void removePeerAt(String address) {
        removePeer(Query.NONE.with("address", address));
    }

    private void removePeer(Query server) {
        transport.send("DELETE", "/v1/operator/raft/peer", server, Map.of(), null);
    }

    /** Hands leadership to the server with this id. */
    public LeadershipTransferResponse transferLeadership(String id) {
        return transfer(Query.NONE.with("id", id));
    }

    /** Hands leadership to the server with this address, {@code host:port}. */
    public LeadershipTransferResponse transferLeadershipTo(String address) {
        return transfer(Query.NONE.with("address", address));
    }

    private LeadershipTransferResponse transfer(Query server) {
        return transport
                .put("/v1/operator/raft/transfer-leadership", server, Map.of(), LeadershipTransferResponse.class)
                .value();
    }

    /**
     * Saves the whole state to a file, which appears only once it is complete and its checksum is right.
     *
     * @throws IOException when the file cannot be written or what came is not what was sent
     */
    public void saveSnapshot(Path file, Query query) throws IOException {
        Path unverified = file.resolveSibling(file.getFileName() + ".unverified");
        Transport.Download download = transport.download(SNAPSHOT, query, "Digest");
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(download.body(), digest);
                OutputStream out = Files.newOutputStream(unverified)) {
            in.transferTo(out);
        }
        String found = CHECKSUM + Base64.getEncoder().encodeToString(digest.digest());
        if (!download.header().isEmpty() && !download.header().equals(found)) {
            Files.delete(unverified);
            throw new IOException("the snapshot came damaged: its checksum is not " + download.header());
        }
        Files.move(unverified, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Replaces the state of the whole cluster by that of a file.
     *
     * @throws IOException when the file cannot be read
     */
    public void restoreSnapshot(Path file) throws IOException {
        transport.upload(SNAPSHOT, Query.NONE, file);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    public AutopilotConfiguration autopilot(Query query) {
        return transport.get(AUTOPILOT, query, AutopilotConfiguration.class).value();
    }

    /**
     * Changes when servers count as healthy.
     *
     * @param query {@code cas} with the modify index that the configuration must have still
     * @return false when it has another
     */
    public boolean setAutopilot(AutopilotConfiguration configuration, Query query) {
        return transport
                .send("PUT", AUTOPILOT, query, Map.of(), Json.writeBytes(configuration))
                .map(body -> !new String(body, StandardCharsets.UTF_8).strip().equals("false"))
                .value();
    }

    /** How the servers are doing, healthy or not. */
    public OperatorHealthReply autopilotHealth(Query query) {
        return Json.read(
                OperatorHealthReply.class,
                transport.sendExpecting(UNHEALTHY, "GET", "/v1/operator/autopilot/health", query));
    }

    public Answer<SchedulerConfigurationResponse> scheduler(Query query) {
        return transport.get(SCHEDULER, query, SchedulerConfigurationResponse.class);
    }

    /**
     * Changes how the schedulers of the cluster choose nodes.
     *
     * @param query {@code cas} with the modify index that the configuration must have still
     */
    public SchedulerSetConfigurationResponse setScheduler(SchedulerConfiguration configuration, Query query) {
        return transport
                .put(SCHEDULER, query, configuration, SchedulerSetConfigurationResponse.class)
                .value();
    }

    /** A report of how much of the cluster is used. */
    public OperatorUtilizationSnapshotResponse utilization(boolean todayOnly) {
        return transport
                .post(
                        "/v1/operator/utilization",
                        Query.NONE.withTrue("today", todayOnly),
                        Map.of(),
                        OperatorUtilizationSnapshotResponse.class)
                .value();
    }

    /** The license as the agent tells it; empty where none is needed. */
    public String license() {
        return transport
                .read("/v1/operator/license", Query.NONE, bytes -> new String(bytes, StandardCharsets.UTF_8))
                .value()
                .strip();
    }
}
