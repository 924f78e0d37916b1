package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobChildrenSummary;
import dev.drover.model.job.JobSummary;
import dev.drover.model.job.JobSummaryBuilder;
import dev.drover.model.job.TaskGroupSummary;
import dev.drover.model.job.TaskGroupSummaryBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command does to the summaries of jobs, gathered so that each summary is rewritten once. */
final class SummaryChanges {
    private static final TaskGroupSummary NOTHING = new TaskGroupSummary(0, 0, 0, 0, 0, 0, 0);

    private final Map<JobId, Map<String, TaskGroupSummary>> groups = new LinkedHashMap<>();
    private final Map<JobId, Map<String, Integer>> queued = new LinkedHashMap<>();
    private final Map<JobId, JobChildrenSummary> children = new LinkedHashMap<>();

    void allocationChanged(@Nullable Allocation before, Allocation after, JobId job) {
        TaskGroupSummary change = minus(count(after), before == null ? NOTHING : count(before));
        if (!change.equals(NOTHING)) {
            groups.computeIfAbsent(job, id -> new LinkedHashMap<>())
                    .merge(after.taskGroup(), change, SummaryChanges::plus);
        }
    }

    /** How many allocations the schedulers could not place yet, by group. */
    void queued(JobId job, Map<String, Integer> counts) {
        if (!counts.isEmpty()) {
            queued.computeIfAbsent(job, id -> new LinkedHashMap<>()).putAll(counts);
        }
    }

    void childChanged(JobId parent, @Nullable String before, @Nullable String after) {
        JobChildrenSummary change = minus(countChild(after), countChild(before));
        children.merge(parent, change, SummaryChanges::plus);
    }

    /** Writes what was gathered; what belongs to no summary (the job is gone) is dropped. */
    void settle(Draft draft) {
        groups.forEach((id, changes) -> changes.forEach((group, change) -> change(draft, id, group, change)));
        groups.clear();
        queued.forEach((id, counts) -> counts.forEach((group, count) -> setQueued(draft, id, group, count)));
        queued.clear();
        children.forEach((id, change) -> changeChildren(draft, id, change));
        children.clear();
    }

    private static void change(Draft draft, JobId id, String group, TaskGroupSummary change) {
        JobSummary summary = draft.tables.summaries.get(id);
        if (summary != null) {
            TaskGroupSummary before = summary.summary().getOrDefault(group, NOTHING);
            put(draft, id, summary, group, plus(before, change));
        }
    }

    private static void setQueued(Draft draft, JobId id, String group, int count) {
        JobSummary summary = draft.tables.summaries.get(id);
        TaskGroupSummary before = summary == null ? null : summary.summary().get(group);
        if (summary != null && before != null && before.queued() != count) {
            put(
                    draft,
                    id,
                    summary,
                    group,
                    TaskGroupSummaryBuilder.builder(before).queued(count).build());
        }
    }

    private static void put(Draft draft, JobId id, JobSummary summary, String group, TaskGroupSummary counts) {
        Map<String, TaskGroupSummary> all = new LinkedHashMap<>(summary.summary());
        all.put(group, counts);
        put(draft, id, JobSummaryBuilder.builder(summary).summary(all));
    }

    private static void changeChildren(Draft draft, JobId id, JobChildrenSummary change) {
        JobSummary summary = draft.tables.summaries.get(id);
        if (summary != null) {
            JobChildrenSummary before = summary.children() == null ? countChild(null) : summary.children();
            put(draft, id, JobSummaryBuilder.builder(summary).children(plus(before, change)));
        }
    }

    private static void put(Draft draft, JobId id, JobSummaryBuilder summary) {
        draft.tables.summaries =
                draft.tables.summaries.with(id, summary.modifyIndex(draft.index).build(), draft.edit);
        draft.touch(Table.JOB_SUMMARIES, new Watch.SummaryOfJob(id));
    }

    /** A summary for the job that names each of its groups, keeping the counts that are there. */
    static void begin(Draft draft, Job job) {
        JobId id = JobId.of(job);
        JobSummary before = draft.tables.summaries.get(id);
        Map<String, TaskGroupSummary> all = new LinkedHashMap<>(before == null ? Map.of() : before.summary());
        job.taskGroups().forEach(group -> all.putIfAbsent(group.name(), NOTHING));
        if (before != null && all.size() == before.summary().size()) {
            return;
        }
        JobSummaryBuilder summary = before == null
                ? JobSummaryBuilder.builder()
                        .jobId(job.id())
                        .namespace(job.namespace())
                        .children(new JobChildrenSummary(0, 0, 0))
                        .createIndex(draft.index)
                : JobSummaryBuilder.builder(before);
        put(draft, id, summary.summary(all));
    }

    /** The one status that the allocation counts under. */
    static TaskGroupSummary count(Allocation allocation) {
        TaskGroupSummaryBuilder one = TaskGroupSummaryBuilder.builder();
        return switch (allocation.clientStatus()) {
            case PENDING ->
                one.starting(allocation.desiredStatus() == DesiredStatus.RUN ? 1 : 0)
                        .build();
            case RUNNING -> one.running(1).build();
            case COMPLETE -> one.complete(1).build();
            case FAILED -> one.failed(1).build();
            case LOST -> one.lost(1).build();
            case UNKNOWN -> one.unknown(1).build();
        };
    }

    private static JobChildrenSummary countChild(@Nullable String status) {
        return new JobChildrenSummary(
                Statuses.JOB_PENDING.equals(status) ? 1 : 0,
                Statuses.JOB_RUNNING.equals(status) ? 1 : 0,
                Statuses.JOB_DEAD.equals(status) ? 1 : 0);
    }

    private static JobChildrenSummary plus(JobChildrenSummary a, JobChildrenSummary b) {
        return new JobChildrenSummary(a.pending() + b.pending(), a.running() + b.running(), a.dead() + b.dead());
    }

    private static JobChildrenSummary minus(JobChildrenSummary a, JobChildrenSummary b) {
        return new JobChildrenSummary(a.pending() - b.pending(), a.running() - b.running(), a.dead() - b.dead());
    }

    private static TaskGroupSummary plus(TaskGroupSummary a, TaskGroupSummary b) {
        return new TaskGroupSummary(
                a.queued() + b.queued(),
                a.complete() + b.complete(),
                a.failed() + b.failed(),
                a.running() + b.running(),
                a.starting() + b.starting(),
                a.lost() + b.lost(),
                a.unknown() + b.unknown());
    }

    private static TaskGroupSummary minus(TaskGroupSummary a, TaskGroupSummary b) {
        return new TaskGroupSummary(
                a.queued() - b.queued(),
                a.complete() - b.complete(),
                a.failed() - b.failed(),
                a.running() - b.running(),
                a.starting() - b.starting(),
                a.lost() - b.lost(),
                a.unknown() - b.unknown());
    }
}
