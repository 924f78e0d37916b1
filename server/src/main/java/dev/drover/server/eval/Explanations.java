package dev.drover.server.eval;

import dev.drover.model.job.Job;
import dev.drover.scheduler.explain.Explanation;
import dev.drover.state.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tells in words why groups find no room, and what would help. */
public final class Explanations {
    private Explanations() {}

    /** Sentences by group, for those groups of the job that are named. */
    public static Map<String, List<String>> of(State state, Job job, Set<String> groups) {
        Map<String, List<String>> sentences = new TreeMap<>();
        job.taskGroups().stream()
                .filter(group -> groups.contains(group.name()))
                .forEach(group -> sentences.put(
                        group.name(), Explanation.of(state, job, group).sentences()));
        return sentences;
    }
}
