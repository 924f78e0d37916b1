package dev.drover.server.node;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.node.Node;
import dev.drover.server.eval.Triggers;
import dev.drover.server.job.JobDirectory;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which jobs have to be looked at again when a node changes: those that are on it, and those that want to be everywhere. */
public final class NodeEvaluations {
    private NodeEvaluations() {}

    /** One evaluation for each job that the nodes may matter to. */
    public static List<Evaluation> of(State state, JobDirectory directory, List<Node> nodes, Instant now) {
        Map<JobId, Evaluation> evaluations = new LinkedHashMap<>();
        for (Node node : nodes) {
            Set<JobId> onNode = new LinkedHashSet<>();
            state.allocationsOfNode(node.id())
                    .forEach(allocation -> onNode.add(new JobId(allocation.namespace(), allocation.jobId())));
            onNode.forEach(id -> add(state, id, node, now, evaluations));
        }
        for (JobId id : directory.everywhere()) {
            add(state, id, nodes.getFirst(), now, evaluations);
        }
        return List.copyOf(evaluations.values());
    }

    /** One for each job, however many of its nodes have changed; a scheduler looks at all of them anyway. */
    private static void add(State state, JobId id, Node node, Instant now, Map<JobId, Evaluation> evaluations) {
        if (!evaluations.containsKey(id)) {
            state.job(id)
                    .ifPresent(job -> evaluations.put(
                            id,
                            Triggers.of(job, Triggers.NODE_UPDATE, now)
                                    .nodeId(node.id())
                                    .nodeModifyIndex(node.modifyIndex())
                                    .build()));
        }
    }
}
