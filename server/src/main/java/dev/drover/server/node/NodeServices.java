package dev.drover.server.node;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.NodeUpdateDrainRequestBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.wire.Json;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.LinkException;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.message.NodeCalls;
import dev.drover.rpc.message.NodeCalls.AwaitWork;
import dev.drover.rpc.message.NodeCalls.Beat;
import dev.drover.rpc.message.NodeCalls.Done;
import dev.drover.rpc.message.NodeCalls.Drain;
import dev.drover.rpc.message.NodeCalls.Events;
import dev.drover.rpc.message.NodeCalls.Heartbeat;
import dev.drover.rpc.message.NodeCalls.Register;
import dev.drover.rpc.message.NodeCalls.Reports;
import dev.drover.server.ServerException;
import dev.drover.server.cluster.Cluster;
import dev.drover.server.drain.DrainEndpoint;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import dev.drover.state.Watch;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers what nodes ask. A node may ask any server: what has to be written or belongs to the leader is passed on to it as it came,
 * while waiting for work, by far the most of it, is done from the state of whichever server the node is linked to.
 */
public final class NodeServices {
    /** How long a call waits for a leader, which is less than nodes wait for an answer. */
    private static final Duration LEADER_WAIT = Duration.ofSeconds(3);

    private static final Duration LEADER_ANSWER = Duration.ofSeconds(10);

    /** How long a node that this server has not heard of yet may be on its way through the log. */
    private static final Duration REGISTRATION_WAIT = Duration.ofSeconds(3);

    private static final Duration FRESH_WAIT = Duration.ofSeconds(5);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** Answers a second with which nodes leave enough of a machine to place work for them. */
    private static final int ANSWERS_A_SECOND = 1_000;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final int FORBIDDEN = 403;

    private final StateStore store;
    private final NodeEndpoint nodes;
    private final DrainEndpoint drains;
    private final Cluster cluster;
    private final Freshness fresh;

    /** Has the state of this server show all that was acknowledged anywhere before, as {@code Log.awaitFresh}. */
    @FunctionalInterface
    public interface Freshness {
        void await(Duration maxWait) throws InterruptedException;
    }

    public NodeServices(StateStore store, NodeEndpoint nodes, DrainEndpoint drains, Cluster cluster, Freshness fresh) {
        this.store = store;
        this.nodes = nodes;
        this.drains = drains;
        this.cluster = cluster;
        this.fresh = fresh;
    }

    /**
     * Answers a call of {@link NodeCalls}.
     *
     * @return nothing when the method is not one of them
     * @throws RemoteException with status 403 for a wrong secret, 404 for an unknown node, 500 and {@code No cluster leader}
     */
    public Optional<byte[]> answer(Link from, String method, byte[] request) throws InterruptedException {
        boolean write = method.equals(NodeCalls.REGISTER.name())
                || method.equals(NodeCalls.HEARTBEAT.name())
                || method.equals(NodeCalls.REPORT.name())
                || method.equals(NodeCalls.EMIT_EVENTS.name())
                || method.equals(NodeCalls.DRAIN.name());
        if (!write && !method.equals(NodeCalls.AWAIT_WORK.name())) {
            return Optional.empty();
        }
        try {
            if (!write) {
                return Optional.of(Json.writeSparse(awaitWork(NodeCalls.AWAIT_WORK.read(request))));
            }
            return Optional.of(
                    cluster.leading() ? Json.writeSparse(asLeader(method, request)) : pass(from, method, request));
        } catch (ServerException fault) {
            throw new RemoteException(fault.status(), fault.text());
        }
    }

    private byte[] pass(Link from, String method, byte[] request) throws InterruptedException {
        if (from.remote().role() == Identity.Role.SERVER) {
            // The other server took this one for the leader; it shall look again instead of having the call go round.
            throw new RemoteException(500, "No cluster leader: this server does not lead any more");
        }
        try {
            return cluster.leader(LEADER_WAIT).call(method, request, LEADER_ANSWER);
        } catch (LinkException lost) {
            throw new RemoteException(500, "No cluster leader: " + lost.getMessage());
        }
    }

    private Object asLeader(String method, byte[] request) throws InterruptedException {
        if (method.equals(NodeCalls.REGISTER.name())) {
            return register(NodeCalls.REGISTER.read(request));
        }
        if (method.equals(NodeCalls.HEARTBEAT.name())) {
            Beat beat = NodeCalls.HEARTBEAT.read(request);
            check(known(beat.nodeId()), beat.secretId());
            return heartbeat(nodes.heartbeat(beat.nodeId()));
        }
        if (method.equals(NodeCalls.REPORT.name())) {
            return report(NodeCalls.REPORT.read(request));
        }
        if (method.equals(NodeCalls.DRAIN.name())) {
            return drain(NodeCalls.DRAIN.read(request));
        }
        Events events = NodeCalls.EMIT_EVENTS.read(request);
        check(known(events.nodeId()), events.secretId());
        nodes.emitEvents(events.nodeId(), events.events());
        return new Done();
    }

    private Done drain(Drain request) {
        check(known(request.nodeId()), request.secretId());
        drains.update(
                request.nodeId(),
                NodeUpdateDrainRequestBuilder.builder()
                        .nodeId(request.nodeId())
                        .drainSpec(request.spec())
                        .build());
        return new Done();
    }

    private Heartbeat register(Register request) {
        store.snapshot()
                .node(request.node().id())
                .ifPresent(node -> check(node, request.node().secretId()));
        return heartbeat(nodes.register(request.node()));
    }

    private Heartbeat heartbeat(Duration ttl) {
        return new Heartbeat(ttl.toMillis(), cluster.servers());
    }

    private Done report(Reports request) throws InterruptedException {
        check(known(request.nodeId()), request.secretId());
        State state = store.snapshot();
        for (Allocation report : request.allocations()) {
            Optional<Allocation> allocation = state.allocation(report.id());
            if (allocation.isPresent() && !allocation.get().nodeId().equals(request.nodeId())) {
                throw new ServerException(FORBIDDEN, "allocation " + report.id() + " belongs to another node");
            }
        }
        nodes.updateAllocations(request.allocations());
        pause(LONGEST_PAUSE);
        return new Done();
    }

    /**
     * The more nodes there are, the longer each of them waits until it hears or says more, and the more that is at once. The first news after a
     * while go without a pause; but were every placement told by itself, telling of it would take the time of the next ones.
     */
    private void pause(Duration most) throws InterruptedException {
        Duration each = Duration.ofSeconds(store.snapshot().nodes().size()).dividedBy(ANSWERS_A_SECOND);
        Thread.sleep(Collections.min(List.of(each, most, LONGEST_PAUSE)));
    }

    /**
     * A node ends what is not in the answer. So a server that lags behind, or reads its log again after a start, must not answer from a state in
     * which that work is not there yet.
     */
    private NodeCalls.Work awaitWork(AwaitWork request) throws InterruptedException {
        fresh.await(FRESH_WAIT);
        Watch registered = new Watch.OneNode(request.nodeId());
        store.await(Set.of(registered), 0, REGISTRATION_WAIT);
        check(known(request.nodeId()), request.secretId());
        if (request.afterIndex() > 0) {
            pause(Duration.ofMillis(request.maxWaitMillis()));
        }
        Duration wait = Duration.ofMillis(Math.clamp(request.maxWaitMillis(), 0, LONGEST_WAIT.toMillis()));
        return WorkAnswer.of(
                nodes.awaitAllocations(request.nodeId(), request.afterIndex(), wait),
                request.afterIndex(),
                request.counts());
    }

    private Node known(String nodeId) {
        return store.snapshot().node(nodeId).orElseThrow(() -> ServerException.notFound("node not found"));
    }

    private static void check(Node node, String secretId) {
        if (!node.secretId().isEmpty() && !node.secretId().equals(secretId)) {
            throw new ServerException(FORBIDDEN, "node secret ID does not match");
        }
    }
}
