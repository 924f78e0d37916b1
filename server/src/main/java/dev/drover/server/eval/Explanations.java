package dev.drover.server.eval;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.scheduler.explain.Explanation;
import dev.drover.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells in words why groups find no room, and what would help. */
public final class Explanations {
    private Explanations() {}

    /** Sentences by group, for those groups of the job that have failed. */
    public static Map<String, List<String>> of(State state, Job job, Map<String, AllocationMetric> failed) {
        Map<String, List<String>> sentences = new TreeMap<>();
        for (TaskGroup group : job.taskGroups()) {
            AllocationMetric metric = failed.get(group.name());
            if (metric != null) {
                List<String> words = new ArrayList<>();
                metric.quotaExhausted().forEach(dimension -> words.add("the namespace is at its quota: " + dimension));
                words.addAll(Explanation.of(state, job, group).sentences());
                sentences.put(group.name(), words);
            }
        }
        return sentences;
    }
}
