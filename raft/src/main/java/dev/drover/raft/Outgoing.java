package dev.drover.raft;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** What this server says to others: Ratis' messages as bytes through {@link PeerTransport}. */
final class Outgoing implements RaftServerRpc {
    private final RaftConfig config;
    private final PeerTransport transport;
    private final Consumer<RaftPeerId> lost;
    private final Map<RaftPeerId, ReplicatedLog.Peer> peers = new ConcurrentHashMap<>();

    /** @param lost hears of servers that say that they have no log although the group counts on them */
    Outgoing(RaftConfig config, PeerTransport transport, Consumer<RaftPeerId> lost) {
        this.config = config;
        this.transport = transport;
        this.lost = lost;
    }

    /** Asks the leader up to where the group has agreed. */
    byte[] readIndex(RaftPeerId leader, byte[] request, Duration timeout) throws IOException {
        return call(leader, MessageKind.READ_INDEX, request, timeout);
    }

    @Override
    public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
        Duration timeout = config.electionTimeout().multipliedBy(2);
        return RequestVoteReplyProto.parseFrom(
                call(target(request.getServerRequest()), MessageKind.VOTE, request.toByteArray(), timeout));
    }

    @Override
    public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request) throws IOException {
        boolean heartbeat = request.getEntriesCount() == 0;
        Duration timeout = heartbeat ? config.electionTimeout().multipliedBy(2) : Limits.APPEND;
        return AppendEntriesReplyProto.parseFrom(
                call(target(request.getServerRequest()), MessageKind.APPEND, request.toByteArray(), timeout));
    }

    @Override
    public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request) throws IOException {
        return installSnapshot(request, false);
    }

    /** @param joining whether the follower is being added, and may take a snapshot although it has no log */
    InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request, boolean joining) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(request.getSerializedSize() + 1);
        bytes.write(joining ? 1 : 0);
        request.writeTo(bytes);
        return InstallSnapshotReplyProto.parseFrom(
                call(target(request.getServerRequest()), MessageKind.SNAPSHOT, bytes.toByteArray(), Limits.STAGING));
    }

    @Override
    public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request)
            throws IOException {
        return StartLeaderElectionReplyProto.parseFrom(call(
                target(request.getServerRequest()), MessageKind.START_ELECTION, request.toByteArray(), Limits.APPEND));
    }

    /** Says of a server that its disk lost entries that it had confirmed. */
    void lostEntries(RaftPeerId id) {
        lost.accept(id);
    }

    private byte[] call(RaftPeerId id, MessageKind kind, byte[] request, Duration timeout) throws IOException {
        ReplicatedLog.Peer peer = peers.get(id);
        if (peer == null) {
            throw new IOException("no address of server " + id + " is known");
        }
        try {
            return Answer.body(transport.call(peer, kind.number(), request, timeout));
        } catch (Answer.LostLog fault) {
            lost.accept(id);
            throw fault;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for an answer of server " + id);
        }
    }

    private static RaftPeerId target(RaftRpcRequestProto request) {
        ByteString id = request.getReplyId();
        return RaftPeerId.valueOf(id);
    }

    @Override
    public void addRaftPeers(Collection<RaftPeer> added) {
        for (RaftPeer peer : added) {
            peers.put(peer.getId(), Identity.fromRatis(peer));
        }
    }

    @Override
    public void addRaftPeers(RaftPeer... added) {
        addRaftPeers(List.of(added));
    }

    /** Not an address one could connect to: Ratis only prints it. */
    @Override
    public InetSocketAddress getInetSocketAddress() {
        return InetSocketAddress.createUnresolved(config.address(), 0);
    }

    @Override
    public RpcType getRpcType() {
        return new PeerRpcType();
    }

    @Override
    public void handleException(RaftPeerId id, Exception fault, boolean reconnect) {
        // Connections belong to the transport, which mends them by itself.
    }

    @Override
    public void start() {
        // The transport runs already.
    }

    @Override
    public void close() {
        // The transport outlives this server.
    }
}
