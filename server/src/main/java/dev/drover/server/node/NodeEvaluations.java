package dev.drover.server.node;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.server.eval.Triggers;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which jobs have to be looked at again when a node changes: those that are on it, and those that want to be everywhere. */
public final class NodeEvaluations {
    private NodeEvaluations() {}

    /** One evaluation for each job that the node may matter to. */
    public static List<Evaluation> of(State state, Node node, Instant now) {
        Map<JobId, Job> jobs = new LinkedHashMap<>();
        for (Allocation allocation : state.allocationsOfNode(node.id())) {
            JobId id = new JobId(allocation.namespace(), allocation.jobId());
            state.job(id).ifPresent(job -> jobs.put(id, job));
        }
        for (Job job : state.jobs()) {
            boolean everywhere = job.type().equals("system") || job.type().equals("sysbatch");
            boolean waits = job.periodic() != null || (job.parameterizedJob() != null && !job.dispatched());
            if (everywhere && !waits && !job.stop()) {
                jobs.put(JobId.of(job), job);
            }
        }
        return jobs.values().stream()
                .map(job -> Triggers.of(job, Triggers.NODE_UPDATE, now)
                        .nodeId(node.id())
                        .nodeModifyIndex(node.modifyIndex())
                        .build())
                .toList();
    }
}
