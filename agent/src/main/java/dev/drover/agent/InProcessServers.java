package dev.drover.agent;

import dev.drover.client.NodeAllocations;
import dev.drover.client.ServerConnection;
import dev.drover.client.node.NodeToken;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.NodeUpdateDrainRequestBuilder;
import dev.drover.model.node.DrainSpec;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.message.IdentityCalls.Token;
import dev.drover.rpc.message.IdentityCalls.Wanted;
import dev.drover.server.ServerException;
import dev.drover.server.drain.DrainEndpoint;
import dev.drover.server.keyring.IdentityEndpoint;
import dev.drover.server.keyring.NodeIdentities;
import dev.drover.server.node.NodeEndpoint;
import java.time.Duration;
import java.util.List;

/** The client's way to a server that lives in the same process: plain calls. */
record InProcessServers(
        NodeEndpoint nodes,
        DrainEndpoint drains,
        IdentityEndpoint identities,
        NodeIdentities nodeIdentities,
        NodeToken token)
        implements ServerConnection {
    @Override
    public Duration register(Node node) {
        // It needs no introduction: it is this process.
        Duration ttl = nodes.register(node);
        renewIdentity(node.id());
        return ttl;
    }

    @Override
    public Duration heartbeat(String nodeId) {
        Duration ttl = nodes.heartbeat(nodeId);
        renewIdentity(nodeId);
        return ttl;
    }

    private void renewIdentity(String nodeId) {
        if (token.wanted()) {
            nodeIdentities.identity(nodeId).ifPresent(token::take);
        }
    }

    @Override
    public NodeAllocations awaitAllocations(String nodeId, long afterIndex, Duration maxWait) {
        var found = nodes.awaitAllocations(nodeId, afterIndex, maxWait);
        return new NodeAllocations(found.index(), found.allocations());
    }

    @Override
    public void updateAllocations(List<Allocation> allocations) {
        nodes.updateAllocations(allocations);
    }

    @Override
    public void emitNodeEvents(String nodeId, List<NodeEvent> events) {
        nodes.emitEvents(nodeId, events);
    }

    @Override
    public List<Token> signIdentities(String nodeId, List<Wanted> wanted) throws InterruptedException {
        try {
            return identities.sign(nodeId, wanted);
        } catch (ServerException refusal) {
            throw new RemoteException(refusal.status(), refusal.text());
        }
    }

    @Override
    public void drain(String nodeId, DrainSpec spec) {
        drains.update(
                nodeId,
                NodeUpdateDrainRequestBuilder.builder()
                        .nodeId(nodeId)
                        .drainSpec(spec)
                        .build());
    }
}
