package dev.drover.sim.whatif;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a job fits, and how many more of each of its groups would.
 *
 * @param groups by name
 */
record Fit(String job, Map<String, Group> groups) {
    /** So many of a group are tried at most, which is what a job may ask for. */
    static final int MOST = 50_000;

    /**
     * A group of the job.
     *
     * @param wanted its count
     * @param placed how many of them found room, or run already
     * @param nodes on how many nodes they are
     * @param more how many beyond its count would find room if nothing else came
     * @param refusals why nodes refused, by reason, when not all found room
     */
    record Group(int wanted, int placed, int nodes, int more, Map<String, Integer> refusals) {}

    boolean complete() {
        return groups.values().stream().allMatch(group -> group.placed() >= group.wanted());
    }

    /** Asks for a canonical job of type service or batch; for others there is no count to raise. */
    static Fit of(State state, Job job, Instant now) {
        Imagined imagined = new Imagined(state, now);
        Imagined.Result result = imagined.run(job);
        Map<String, Group> groups = new LinkedHashMap<>();
        for (TaskGroup group : job.taskGroups()) {
            List<Allocation> live = imagined.state().allocationsOfJob(JobId.of(job)).stream()
                    .filter(allocation -> allocation.taskGroup().equals(group.name()))
                    .filter(Work::isLive)
                    .toList();
            boolean everywhere = Work.isSystem(job);
            int wanted = everywhere
                    ? live.size() + result.missing().getOrDefault(group.name(), 0)
                    : Optional.ofNullable(group.count()).orElse(1);
            boolean full = live.size() >= wanted;
            groups.put(
                    group.name(),
                    new Group(
                            wanted,
                            live.size(),
                            (int) live.stream()
                                    .map(Allocation::nodeId)
                                    .distinct()
                                    .count(),
                            full && !everywhere ? more(imagined.state(), job, group, now) : 0,
                            full ? Map.of() : refusals(result.failed().get(group.name()))));
        }
        return new Fit(job.id(), groups);
    }

    /** A job of another name with this one group takes what is left. */
    private static int more(State state, Job job, TaskGroup group, Instant now) {
        TaskGroup many = TaskGroupBuilder.builder(group).count(MOST).build();
        Job filling = JobBuilder.builder(job)
                .id(job.id() + "-more")
                .name(job.name() + "-more")
                .allAtOnce(false)
                .taskGroups(List.of(many))
                .build();
        return new Imagined(state, now).run(filling).placed().size();
    }

    private static Map<String, Integer> refusals(@org.jspecify.annotations.Nullable AllocationMetric metric) {
        Map<String, Integer> refusals = new LinkedHashMap<>();
        if (metric != null) {
            refusals.putAll(metric.constraintFiltered());
            metric.dimensionExhausted()
                    .forEach((what, nodes) -> refusals.merge(what + " exhausted", nodes, Integer::sum));
            if (metric.nodesEvaluated() == 0) {
                refusals.put("no node is in its datacenters and node pool", metric.nodesInPool());
            }
        }
        return refusals;
    }
}
