package dev.drover.raft;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

/** Who this server is, in the words of Ratis, and the numbers of its requests. */
final class Identity {
    private final RaftPeerId peer;
    private final RaftGroupId group;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong requests = new AtomicLong();

    Identity(RaftConfig config) {
        peer = RaftPeerId.valueOf(config.id());
        group = RaftGroupId.valueOf(
                UUID.nameUUIDFromBytes(("drover:" + config.group()).getBytes(StandardCharsets.UTF_8)));
    }

    RaftPeerId peer() {
        return peer;
    }

    RaftGroupId group() {
        return group;
    }

    ClientId client() {
        return client;
    }

    long nextRequest() {
        return requests.incrementAndGet();
    }

    static RaftPeer toRatis(ReplicatedLog.Peer peer, int priority) {
        return RaftPeer.newBuilder()
                .setId(peer.id())
                .setAddress(peer.address())
                .setPriority(priority)
                .build();
    }

    static ReplicatedLog.Peer fromRatis(RaftPeer peer) {
        return new ReplicatedLog.Peer(peer.getId().toString(), peer.getAddress());
    }

    static List<ReplicatedLog.Peer> fromRatis(Collection<RaftPeer> peers) {
        return peers.stream().map(Identity::fromRatis).toList();
    }
}
