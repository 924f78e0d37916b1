package dev.drover.server.node;

import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.NodeStatus;
import dev.drover.scheduler.reconcile.DisconnectPolicy;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.job.JobDirectory;
import dev.drover.server.leader.LeaderService;
import dev.drover.server.time.Timer;
import dev.drover.state.State;
import dev.drover.state.command.NodeCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Which nodes are alive, as their heartbeats tell: those that fall silent are marked, together where they do so together. */
public final class Liveness implements LeaderService {
    private static final Logger LOG = System.getLogger(Liveness.class.getName());

    /** How many nodes one command marks. */
    private static final int BATCH_LIMIT = 500;

    private final Core core;
    private final JobDirectory jobs;
    private final Heartbeats heartbeats;

    /** A late heartbeat and the alarm about it do not overtake each other; heartbeats do not wait for each other. */
    private final ReentrantReadWriteLock order = new ReentrantReadWriteLock();

    public Liveness(Core core, HeartbeatConfig config, Timer timer, JobDirectory jobs) {
        this.core = core;
        this.jobs = jobs;
        this.heartbeats = new Heartbeats(config, core, timer, this::missed);
    }

    /** Of how many nodes a heartbeat is expected. */
    public int expected() {
        return heartbeats.expected();
    }

    /**
     * The node has registered.
     *
     * @return time within which a heartbeat is expected
     */
    public Duration registered(String nodeId) {
        return heartbeats.beat(nodeId);
    }

    /**
     * The node lives.
     *
     * @return time within which it has to say so again
     * @throws ServerException with status 404 when it has to register first
     */
    public Duration heartbeat(String nodeId) {
        order.readLock().lock();
        try {
            Node node = core.state().node(nodeId).orElseThrow(() -> ServerException.notFound("node not found"));
            if (node.status() != NodeStatus.READY) {
                mark(List.of(node), NodeStatus.READY, "Node reregistered by heartbeat");
            }
            return heartbeats.beat(nodeId);
        } finally {
            order.readLock().unlock();
        }
    }

    /** The node is not expected any more. */
    public void forget(String nodeId) {
        heartbeats.forget(nodeId);
    }

    private void missed(List<String> nodeIds) {
        for (int start = 0; start < nodeIds.size(); start += BATCH_LIMIT) {
            List<String> batch = nodeIds.subList(start, Math.min(start + BATCH_LIMIT, nodeIds.size()));
            order.writeLock().lock();
            try {
                markMissed(batch);
            } catch (ServerException refused) {
                LOG.log(Level.WARNING, batch.size() + " nodes missed their heartbeats and are not marked yet", refused);
                batch.forEach(heartbeats::beat);
            } finally {
                order.writeLock().unlock();
            }
        }
    }

    private void markMissed(List<String> nodeIds) {
        State state = core.state();
        Map<NodeStatus, List<Node>> byStatus = new EnumMap<>(NodeStatus.class);
        for (String id : nodeIds) {
            Optional<Node> silent = state.node(id).filter(node -> !heartbeats.expects(id));
            silent.ifPresent(node -> byStatus.computeIfAbsent(
                            mayComeBack(state, node) ? NodeStatus.DISCONNECTED : NodeStatus.DOWN,
                            status -> new ArrayList<>())
                    .add(node));
        }
        byStatus.forEach((status, nodes) -> mark(nodes, status, "Node heartbeat missed"));
    }

    /** Some work on the node may go on unseen for a while. */
    private static boolean mayComeBack(State state, Node node) {
        return node.status() == NodeStatus.READY
                && state.allocationsOfNode(node.id()).stream().anyMatch(DisconnectPolicy::mayRunUnseen);
    }

    private void mark(List<Node> nodes, NodeStatus status, String message) {
        Instant now = core.now();
        List<Node> changed = nodes.stream()
                .map(node -> NodeBuilder.builder(node).status(status).build())
                .toList();
        core.propose(new NodeCommand.UpdateStatuses(
                nodes.stream().map(Node::id).toList(),
                status,
                Optional.of(new NodeEvent(message, "Cluster", Map.of(), now, 0)),
                now,
                NodeEvaluations.of(core.state(), jobs, changed, now)));
    }

    @Override
    public void close() {
        heartbeats.close();
    }
}
