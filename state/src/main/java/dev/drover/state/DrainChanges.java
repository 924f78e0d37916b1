package dev.drover.state;

import dev.drover.model.node.DrainMetadata;
import dev.drover.model.node.DrainMetadataBuilder;
import dev.drover.model.node.DrainStrategy;
import dev.drover.model.node.DrainStrategyBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.state.command.NodeCommand;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins and ends the drains of nodes. Deadlines are points in time, so that a new leader finds them as they were set. */
final class DrainChanges {
    private static final String DRAINING = "draining";
    private static final String CANCELED = "canceled";
    private static final String COMPLETE = "complete";

    private DrainChanges() {}

    static void update(Draft draft, NodeCommand.UpdateDrain change) {
        Node node = draft.tables.nodes.get(change.nodeId());
        if (node == null) {
            return;
        }
        DrainStrategy before = node.drainStrategy();
        DrainMetadata last = node.lastDrain();
        DrainMetadata metadata = before != null && last != null
                ? noted(last, DRAINING, change.meta(), change.time())
                : new DrainMetadata(
                        change.time(),
                        change.time(),
                        DRAINING,
                        "",
                        change.meta().orElse(Map.of()));
        put(
                draft,
                changed(draft, node, change.event(), change.time())
                        .drainStrategy(DrainStrategyBuilder.builder(change.strategy())
                                .startedAt(before == null ? change.time() : before.startedAt())
                                .build())
                        .schedulingEligibility(SchedulingEligibility.INELIGIBLE)
                        .lastDrain(metadata));
    }

    static void cancel(Draft draft, NodeCommand.CancelDrain change) {
        Node node = draft.tables.nodes.get(change.nodeId());
        if (node == null) {
            return;
        }
        DrainMetadata last = node.lastDrain();
        put(
                draft,
                changed(draft, node, change.event(), change.time())
                        .drainStrategy(null)
                        .schedulingEligibility(
                                change.markEligible() ? SchedulingEligibility.ELIGIBLE : node.schedulingEligibility())
                        .lastDrain(ended(node, last, CANCELED, change.meta(), change.time())));
        EvaluationChanges.upsert(draft, change.evaluations());
    }

    static void complete(Draft draft, NodeCommand.CompleteDrain change) {
        Node node = draft.tables.nodes.get(change.nodeId());
        if (node != null && node.drainStrategy() != null) {
            put(
                    draft,
                    changed(draft, node, change.event(), change.time())
                            .drainStrategy(null)
                            .lastDrain(ended(node, node.lastDrain(), COMPLETE, Optional.empty(), change.time())));
        }
    }

    private static NodeBuilder changed(Draft draft, Node node, Optional<NodeEvent> event, Instant time) {
        return NodeChanges.withEvents(draft, node, event.stream().toList()).statusUpdatedAt(time.getEpochSecond());
    }

    private static void put(Draft draft, NodeBuilder node) {
        draft.putNode(node.build());
    }

    private static @Nullable DrainMetadata ended(
            Node node, @Nullable DrainMetadata last, String status, Optional<Map<String, String>> meta, Instant time) {
        return node.drainStrategy() == null || last == null ? last : noted(last, status, meta, time);
    }

    private static DrainMetadata noted(
            DrainMetadata last, String status, Optional<Map<String, String>> meta, Instant time) {
        return DrainMetadataBuilder.builder(last)
                .updatedAt(time)
                .status(status)
                .meta(meta.orElse(last.meta()))
                .build();
    }
}
