package dev.drover.raft;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.RaftStorage;

/** One Ratis server from its start to its end. When it has ended, another may be started on the same folder. */
final class Node implements AutoCloseable {
    private final Identity identity;
    private final RaftServer server;
    private final RaftServer.Division division;
    private final Followers followers;
    private final Outgoing outgoing;

    private Node(
            Identity identity,
            RaftServer server,
            RaftServer.Division division,
            Followers followers,
            Outgoing outgoing) {
        this.identity = identity;
        this.server = server;
        this.division = division;
        this.followers = followers;
        this.outgoing = outgoing;
    }

    /** @param founders who is in the group as long as there is no log that tells it */
    static Node start(
            RaftConfig config,
            Identity identity,
            List<ReplicatedLog.Peer> founders,
            PeerTransport transport,
            MachineAdapter machine,
            Consumer<RaftPeerId> lost)
            throws IOException {
        List<RaftPeer> peers =
                founders.stream().map(peer -> Identity.toRatis(peer, 0)).toList();
        Followers followers = new Followers();
        Outgoing outgoing = new Outgoing(config, transport, lost);
        RaftServer server = RaftServer.newBuilder()
                .setServerId(identity.peer())
                .setGroup(RaftGroup.valueOf(identity.group(), peers))
                .setOption(RaftStorage.StartupOption.RECOVER)
                .setProperties(Settings.of(config))
                .setParameters(PeerRpcType.with(new PeerFactory(outgoing, followers)))
                .setStateMachine(machine)
                .build();
        try {
            server.start();
            return new Node(identity, server, server.getDivision(identity.group()), followers, outgoing);
        } catch (IOException | RuntimeException fault) {
            server.close();
            throw fault;
        }
    }

    CompletableFuture<RaftClientReply> append(Batch batch) {
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(identity.client())
                .setServerId(identity.peer())
                .setGroupId(identity.group())
                .setCallId(identity.nextRequest())
                .setMessage(batch)
                .setType(RaftClientRequest.writeRequestType())
                .build();
        try {
            return server.submitClientRequestAsync(request);
        } catch (IOException | RuntimeException fault) {
            return CompletableFuture.failedFuture(fault);
        }
    }

    Identity identity() {
        return identity;
    }

    RaftServer server() {
        return server;
    }

    Followers followers() {
        return followers;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    DivisionInfo info() {
        return division.getInfo();
    }

    RaftLog log() {
        return division.getRaftLog();
    }

    RaftConfiguration group() {
        return division.getRaftConf();
    }

    boolean alive() {
        return division.getInfo().isAlive() && log().isOpened();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException fault) {
            System.getLogger(Node.class.getName())
                    .log(System.Logger.Level.WARNING, "the log did not close cleanly", fault);
        }
    }
}
