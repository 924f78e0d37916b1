package dev.drover.state;

import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.NodeEventBuilder;
import dev.drover.model.node.NodePoolBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.state.command.NodeCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Registers nodes and notes what becomes of them. */
final class NodeChanges {
    private static final int EVENTS_KEPT = 10;

    private NodeChanges() {}

    static void apply(Draft draft, NodeCommand command) {
        switch (command) {
            case NodeCommand.Register change -> {
                register(draft, change.node(), change.time());
                EvaluationChanges.upsert(draft, change.evaluations());
            }
            case NodeCommand.UpdateStatus change -> updateStatus(draft, change);
            case NodeCommand.UpdateStatuses change -> updateStatuses(draft, change);
            case NodeCommand.UpdateEligibility change -> updateEligibility(draft, change);
            case NodeCommand.UpdateDrain change -> DrainChanges.update(draft, change);
            case NodeCommand.CancelDrain change -> DrainChanges.cancel(draft, change);
            case NodeCommand.CompleteDrain change -> DrainChanges.complete(draft, change);
            case NodeCommand.AddEvents change -> {
                Node node = draft.tables.nodes.get(change.nodeId());
                if (node != null) {
                    draft.putNode(withEvents(draft, node, change.events()).build());
                }
            }
            case NodeCommand.Deregister change -> {
                change.nodeIds().forEach(draft::removeNode);
                EvaluationChanges.upsert(draft, change.evaluations());
            }
        }
    }

    private static void register(Draft draft, Node node, Instant time) {
        Node before = draft.tables.nodes.get(node.id());
        NodeBuilder next = NodeBuilder.builder(node)
                .createIndex(before == null ? draft.index : before.createIndex())
                .modifyIndex(draft.index)
                .statusUpdatedAt(time.getEpochSecond());
        if (before == null) {
            NodeEvent registered = new NodeEvent("Node registered", "Cluster", Map.of(), time, draft.index);
            draft.putNode(next.events(List.of(registered)).build());
        } else {
            List<NodeEvent> news = before.status() == NodeStatus.DOWN && node.status() != NodeStatus.DOWN
                    ? List.of(new NodeEvent("Node re-registered", "Cluster", Map.of(), time, draft.index))
                    : List.of();
            draft.putNode(next.schedulingEligibility(before.schedulingEligibility())
                    .drainStrategy(before.drainStrategy())
                    .lastDrain(before.lastDrain())
                    .lastMissedHeartbeatIndex(before.lastMissedHeartbeatIndex())
                    .lastAllocUpdateIndex(before.lastAllocUpdateIndex())
                    .events(withEvents(draft, before, news).events())
                    .build());
        }
        addPool(draft, node.nodePool());
    }

    private static void addPool(Draft draft, String name) {
        if (!name.isEmpty() && draft.tables.nodePools.get(name) == null) {
            SettingsChanges.upsert(draft, NodePoolBuilder.builder().name(name).build());
        }
    }

    /** The evaluations come last, so that they are there once all nodes have changed. */
    private static void updateStatuses(Draft draft, NodeCommand.UpdateStatuses change) {
        for (String id : change.nodeIds()) {
            updateStatus(
                    draft, new NodeCommand.UpdateStatus(id, change.status(), change.event(), change.time(), List.of()));
        }
        EvaluationChanges.upsert(draft, change.evaluations());
    }

    private static void updateStatus(Draft draft, NodeCommand.UpdateStatus change) {
        Node node = draft.tables.nodes.get(change.nodeId());
        if (node == null) {
            return;
        }
        NodeBuilder next = withEvents(draft, node, change.event().stream().toList())
                .status(change.status())
                .statusUpdatedAt(change.time().getEpochSecond());
        boolean missed = change.status() == NodeStatus.DOWN || change.status() == NodeStatus.DISCONNECTED;
        if (missed && node.status() != change.status()) {
            next.lastMissedHeartbeatIndex(draft.index);
        }
        draft.putNode(next.build());
        EvaluationChanges.upsert(draft, change.evaluations());
    }

    private static void updateEligibility(Draft draft, NodeCommand.UpdateEligibility change) {
        Node node = draft.tables.nodes.get(change.nodeId());
        if (node != null) {
            draft.putNode(withEvents(draft, node, change.event().stream().toList())
                    .schedulingEligibility(change.eligibility())
                    .statusUpdatedAt(change.time().getEpochSecond())
                    .build());
            EvaluationChanges.upsert(draft, change.evaluations());
        }
    }

    static NodeBuilder withEvents(Draft draft, Node node, List<NodeEvent> news) {
        List<NodeEvent> events = new ArrayList<>(node.events());
        for (NodeEvent event : news) {
            events.add(NodeEventBuilder.builder(event).createIndex(draft.index).build());
        }
        return NodeBuilder.builder(node)
                .events(events.subList(Math.max(0, events.size() - EVENTS_KEPT), events.size()))
                .modifyIndex(draft.index);
    }
}
