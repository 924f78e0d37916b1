package dev.drover.state.packed;

import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedResourcesBuilder;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedSharedResourcesBuilder;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.AllocationMetricBuilder;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.job.NetworkResource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the parts of allocations small that are alike in all but some numbers: the events of tasks but for their times, the ports but
 * for their values, the scores of nodes but for the scores. What comes out equals what went in, and is a list or map that makes its
 * elements when they are asked for. A running allocation of two tasks takes less than half the room.
 *
 * <p>One packing serves one command at a time; what it has in common with others is in tables for all.
 */
public final class Packing {
    /** Texts that are longer hardly come again. */
    private static final int LONGEST_TEXT = 256;

    private static final int TEXTS = 1 << 10;
    private static final int TASKS = 1 << 12;
    private static final int SCORES = 1 << 16;

    private static final Common<String> COMMON_TEXTS = new Common<>(TEXTS);
    private static final Common<Map<String, AllocatedTaskResources>> COMMON_TASKS = new Common<>(TASKS);
    private static final Common<AllocatedResources> COMMON_RESOURCES = new Common<>(TASKS);

    private final UnaryOperator<String> nodeIds;
    private final IdentityHashMap<NodeScoreMeta, NodeScoreMeta> scores = new IdentityHashMap<>();
    /** Those of several commands, or null where only one is dealt with. */
    private final @Nullable Common<NodeScoreMeta> commonScores;

    private @Nullable Map<String, AllocatedTaskResources> lastTasks;
    private Map<String, AllocatedTaskResources> lastCommonTasks = Map.of();

    /**
     * A packing for one command.
     *
     * @param nodeIds the very text by which the node itself is known
     */
    public Packing(UnaryOperator<String> nodeIds) {
        this(nodeIds, null);
    }

    private Packing(UnaryOperator<String> nodeIds, @Nullable Common<NodeScoreMeta> commonScores) {
        this.nodeIds = nodeIds;
        this.commonScores = commonScores;
    }

    /**
     * A packing for the allocations of a snapshot. The scores of a node are told with each placement until something is placed on it,
     * and these placements are far from each other there, since their ids are at random.
     */
    public static Packing ofSnapshot(UnaryOperator<String> nodeIds) {
        return new Packing(nodeIds, new Common<>(SCORES));
    }

    /** The same text as others use, if it comes often. */
    public String text(String text) {
        return text.isEmpty() || text.length() > LONGEST_TEXT ? text : COMMON_TEXTS.same(text);
    }

    public Map<String, TaskState> taskStates(Map<String, TaskState> states) {
        return PackedTaskStates.of(states);
    }

    /** Resources without ports are one record for all that have the same. */
    public @Nullable AllocatedResources resources(@Nullable AllocatedResources resources) {
        if (resources == null) {
            return null;
        }
        AllocatedSharedResources shared = resources.shared();
        boolean ports = shared != null
                && (!shared.networks().isEmpty() || !shared.ports().isEmpty());
        if (shared == null || !ports) {
            return COMMON_RESOURCES.same(resources);
        }
        List<NetworkResource> networks = PackedNetworks.of(shared.networks());
        List<PortMapping> mappings = PackedPorts.of(shared.ports(), networks);
        return AllocatedResourcesBuilder.builder(resources)
                .tasks(commonTasks(resources.tasks()))
                .shared(AllocatedSharedResourcesBuilder.builder(shared)
                        .networks(networks)
                        .ports(mappings)
                        .build())
                .build();
    }

    @SuppressWarnings("ReferenceEquality") // mostly the very same as for the allocation before
    private Map<String, AllocatedTaskResources> commonTasks(Map<String, AllocatedTaskResources> tasks) {
        if (tasks != lastTasks) {
            lastTasks = tasks;
            lastCommonTasks = COMMON_TASKS.same(tasks);
        }
        return lastCommonTasks;
    }

    /**
     * Scores with packed numbers.
     *
     * @param nodeId of the node that was chosen, as it is known by; it is among those with scores
     */
    public @Nullable AllocationMetric metrics(@Nullable AllocationMetric metrics, String nodeId) {
        if (metrics == null || metrics.scoreMetaData().isEmpty()) {
            return metrics;
        }
        List<NodeScoreMeta> packed = new ArrayList<>(metrics.scoreMetaData().size());
        for (NodeScoreMeta score : metrics.scoreMetaData()) {
            packed.add(common(score, nodeId));
        }
        return AllocationMetricBuilder.builder(metrics).scoreMetaData(packed).build();
    }

    private NodeScoreMeta common(NodeScoreMeta score, String chosen) {
        return commonScores == null
                ? scores.computeIfAbsent(score, fresh -> pack(fresh, chosen))
                : commonScores.find(score.hashCode(), score::equals, () -> pack(score, chosen));
    }

    private NodeScoreMeta pack(NodeScoreMeta score, String chosen) {
        String nodeId = score.nodeId().equals(chosen) ? chosen : nodeIds.apply(score.nodeId());
        return new NodeScoreMeta(nodeId, PackedScores.of(score.scores()), score.normScore());
    }
}
