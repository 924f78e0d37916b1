package dev.drover.scheduler.explain;

import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.state.State;
import java.util.List;
import java.util.Optional;

/**
 * Why a group finds no room in a state of the cluster, for people. It is worked out anew from the state and so costs nothing until
 * somebody asks; all nodes are looked at, and all that speaks against each of them is told rather than the first thing that was found.
 *
 * @param group name of the group
 * @param nodes how many nodes the cluster has
 * @param fitting how many of them have room for one more allocation of the group now
 * @param reasons what speaks against the others, the most frequent first; a node may count for several
 * @param nearest the node that lacks least, when none fits and there is any
 * @param afterPreemption how many nodes would have room if the job pushed less important allocations aside, which it may not
 */
public record Explanation(
        String group,
        int nodes,
        int fitting,
        List<Reason> reasons,
        Optional<NearestNode> nearest,
        int afterPreemption) {
    /** Something that speaks against some nodes, as a sentence that names their number. */
    public record Reason(String text, int nodes) {}

    public Explanation {
        reasons = List.copyOf(reasons);
    }

    /**
     * Explains one group of a job.
     *
     * @param job the job with the group; need not be part of the state, so that it can be asked before it is registered
     */
    public static Explanation of(State state, Job job, TaskGroup group) {
        return new Explainer(state, job, group).explain();
    }

    /** All of it in sentences, what helps most first. */
    public List<String> sentences() {
        return Sentences.of(this);
    }
}
