package dev.drover.server.cluster;

import dev.drover.model.api.OperatorHealthReply;
import dev.drover.model.api.RaftConfiguration;
import dev.drover.model.api.RaftServer;
import dev.drover.raft.RaftException;
import dev.drover.raft.ReplicatedLog;
import dev.drover.server.ServerException;
import dev.drover.server.autopilot.Autopilot;
import dev.drover.server.log.Log;
import dev.drover.server.member.ServerMember;
import dev.drover.server.member.ServerMembers;
import dev.drover.server.operator.RaftOperations;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The group of servers in the hands of an operator. */
final class GroupOperations implements RaftOperations {
    private static final Duration FRESH_WAIT = Duration.ofSeconds(10);

    private final Supplier<Optional<ReplicatedLog>> group;
    private final ServerMembers members;
    private final StateStore store;
    private final Log log;
    private final Supplier<Optional<Autopilot>> autopilot;

    GroupOperations(
            Supplier<Optional<ReplicatedLog>> group,
            ServerMembers members,
            StateStore store,
            Log log,
            Supplier<Optional<Autopilot>> autopilot) {
        this.group = group;
        this.members = members;
        this.store = store;
        this.log = log;
        this.autopilot = autopilot;
    }

    private ReplicatedLog group() {
        return group.get().orElseThrow(ServerException::noLeader);
    }

    @Override
    public RaftConfiguration configuration() {
        ReplicatedLog formed = group();
        ReplicatedLog.Status status = formed.status();
        List<RaftServer> servers = formed.peers().stream()
                .map(peer -> new RaftServer(
                        peer.id(),
                        members.find(peer.id()).map(ServerMember::name).orElse("(unknown)"),
                        peer.address(),
                        status.leaderId().equals(Optional.of(peer.id())),
                        true,
                        "3"))
                .toList();
        return new RaftConfiguration(servers, status.committedIndex());
    }

    @Override
    public OperatorHealthReply health() {
        return autopilot.get().orElseThrow(ServerException::noLeader).health();
    }

    @Override
    public void removePeer(String id) throws InterruptedException {
        try {
            group().remove(id);
        } catch (RaftException failure) {
            throw ServerException.failed(failure.text());
        }
    }

    @Override
    public void transferLeadership(String id) throws InterruptedException {
        try {
            group().transferLeadership(Optional.of(id));
        } catch (RaftException failure) {
            throw ServerException.failed(failure.text());
        }
    }

    @Override
    public long saveSnapshot(OutputStream out) throws IOException, InterruptedException {
        log.awaitFresh(FRESH_WAIT);
        State state = store.snapshot();
        StateSnapshots.write(state, out);
        return state.index();
    }

    @Override
    public long restoreSnapshot(InputStream in) throws IOException, InterruptedException {
        return SnapshotRestore.into(log, in);
    }
}
