package dev.drover.state;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.JobSpecs;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.job.JobSubmissionBuilder;
import dev.drover.model.job.ScalingEvent;
import dev.drover.model.job.ScalingEventBuilder;
import dev.drover.model.wire.Defaults;
import dev.drover.state.command.JobCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registers, stops and scales jobs. */
final class JobChanges {
    private static final int SCALING_EVENTS_KEPT = 20;

    private JobChanges() {}

    static void apply(Draft draft, JobCommand command) {
        switch (command) {
            case JobCommand.Register change when conflict(draft.view(), change).isPresent() -> {}
            case JobCommand.Register change -> {
                register(draft, change.job(), change.keptVersions());
                change.submission().ifPresent(submission -> keep(draft, JobId.of(change.job()), submission));
                change.evaluation().ifPresent(evaluation -> evaluate(draft, evaluation));
            }
            case JobCommand.Deregister change -> deregister(draft, change);
            case JobCommand.SetStable change -> setStable(draft, change.job(), change.version(), change.stable());
            case JobCommand.SetTag change -> JobTags.set(draft, change);
            case JobCommand.RemoveTag change -> JobTags.remove(draft, change);
            case JobCommand.Scale change -> scale(draft, change);
            case JobCommand.RecordLaunch change -> recordLaunch(draft, change.job(), change.launch());
        }
    }

    /** Why the job that is there is not the one that the command expects; nothing when it is. */
    static Optional<String> conflict(State state, JobCommand.Register change) {
        if (change.expectedIndex().isEmpty()) {
            return Optional.empty();
        }
        long expected = change.expectedIndex().getAsLong();
        Optional<Job> current = state.job(JobId.of(change.job()));
        String conflict = "Enforcing job modify index " + expected + ": ";
        if (current.isEmpty()) {
            return expected == 0 ? Optional.empty() : Optional.of(conflict + "job does not exist");
        }
        if (expected == 0) {
            return Optional.of(conflict + "job already exists");
        }
        long index = current.get().jobModifyIndex();
        return index == expected
                ? Optional.empty()
                : Optional.of(conflict + "job exists with conflicting job modify index: " + index);
    }

    /** As if a user had registered it, but no older version is dropped for it. */
    static void register(Draft draft, Job job) {
        register(draft, job, JobVersions.ALL);
    }

    /** Takes the job up as it is, or as the next version when its specification differs from the one that is there. */
    private static void register(Draft draft, Job job, int keptVersions) {
        JobId id = JobId.of(job);
        Job before = draft.tables.jobs.get(id);
        if (before != null && !JobSpecs.specChanged(before, job)) {
            draft.reconsider(id);
            return;
        }
        String status = before == null ? Statuses.JOB_PENDING : before.status();
        Job next = JobBuilder.builder(job)
                .version(before == null ? 0 : before.version() + 1)
                .createIndex(before == null ? draft.index : before.createIndex())
                .modifyIndex(draft.index)
                .jobModifyIndex(draft.index)
                .status(status)
                .statusDescription("")
                .stable(false)
                // A tag names one version; the next one begins without.
                .versionTag(null)
                .build();
        draft.putJob(next);
        JobVersions.add(draft, next, keptVersions);
        ScalingPolicies.follow(draft, before, next);
        SummaryChanges.begin(draft, next);
        draft.reconsider(id);
    }

    private static void keep(Draft draft, JobId id, JobSubmission submission) {
        Job job = draft.tables.jobs.get(id);
        if (job == null) {
            return;
        }
        List<JobSubmission> kept = new ArrayList<>();
        kept.add(JobSubmissionBuilder.builder(submission)
                .namespace(id.namespace())
                .jobId(id.id())
                .version(job.version())
                .jobModifyIndex(job.jobModifyIndex())
                .build());
        for (JobSubmission older : draft.tables.submissions.getOrDefault(id, List.of())) {
            if (older.version() != job.version()
                    && draft.view().jobVersion(id, older.version()).isPresent()) {
                kept.add(older);
            }
        }
        draft.tables.submissions = draft.tables.submissions.with(id, List.copyOf(kept), draft.edit);
        draft.touch(Table.JOB_SUBMISSIONS);
    }

    /** The evaluation learns which version of the job it is about, which only the log can tell. */
    static void evaluate(Draft draft, Evaluation evaluation) {
        Job job = draft.tables.jobs.get(new JobId(evaluation.namespace(), evaluation.jobId()));
        long jobIndex = job == null ? draft.index : job.jobModifyIndex();
        EvaluationChanges.upsert(
                draft,
                EvaluationBuilder.builder(evaluation).jobModifyIndex(jobIndex).build());
    }

    private static void deregister(Draft draft, JobCommand.Deregister change) {
        Job job = draft.tables.jobs.get(change.job());
        if (job != null && change.purge()) {
            remove(draft, job);
        } else if (job != null && !job.stop()) {
            register(
                    draft,
                    JobBuilder.builder(job)
                            .stop(true)
                            .submitTime(Times.nanos(change.time()))
                            .build());
        }
        change.evaluation().ifPresent(evaluation -> evaluate(draft, evaluation));
    }

    /** Takes the job out, with its versions and summary; a parent remembers the child as dead. */
    static void remove(Draft draft, Job job) {
        JobId id = JobId.of(job);
        Tables tables = draft.tables;
        ScalingPolicies.remove(draft, job);
        tables.jobs = tables.jobs.without(id, draft.edit);
        tables.jobVersions = tables.jobVersions.without(id, draft.edit);
        tables.summaries = tables.summaries.without(id, draft.edit);
        removeNotes(draft, id);
        draft.touchRemoval(Table.JOBS, new Watch.OneJob(id));
        draft.touchRemoval(Table.JOB_VERSIONS, new Watch.VersionsOfJob(id));
        draft.touchRemoval(Table.JOB_SUMMARIES, new Watch.SummaryOfJob(id));
        if (!job.parentId().isEmpty()) {
            JobId parent = new JobId(job.namespace(), job.parentId());
            tables.childrenByJob = tables.childrenByJob.without(parent, job.id(), draft.index, draft.edit);
            draft.summaries().childChanged(parent, job.status(), Statuses.JOB_DEAD);
        }
    }

    private static void removeNotes(Draft draft, JobId id) {
        Tables tables = draft.tables;
        if (tables.submissions.get(id) != null) {
            tables.submissions = tables.submissions.without(id, draft.edit);
            draft.touch(Table.JOB_SUBMISSIONS);
        }
        if (tables.scalingEvents.get(id) != null) {
            tables.scalingEvents = tables.scalingEvents.without(id, draft.edit);
            draft.touch(Table.SCALING_EVENTS);
        }
        if (tables.launches.get(id) != null) {
            tables.launches = tables.launches.without(id, draft.edit);
            draft.touch(Table.PERIODIC_LAUNCHES);
        }
    }

    static void setStable(Draft draft, JobId id, long version, boolean stable) {
        Optional<Job> found = draft.view().jobVersion(id, version);
        if (found.isEmpty() || found.get().stable() == stable) {
            return;
        }
        Job changed = JobBuilder.builder(found.get())
                .stable(stable)
                .modifyIndex(draft.index)
                .build();
        JobVersions.replace(draft, changed);
        Job current = draft.tables.jobs.get(id);
        if (current != null && current.version() == version) {
            draft.putJob(JobBuilder.builder(current)
                    .stable(stable)
                    .modifyIndex(draft.index)
                    .build());
        }
    }

    private static void scale(Draft draft, JobCommand.Scale change) {
        change.changed().ifPresent(job -> register(draft, job, change.keptVersions()));
        Map<String, List<ScalingEvent>> byGroup =
                new LinkedHashMap<>(draft.view().scalingEvents(change.job()));
        List<ScalingEvent> events = new ArrayList<>();
        events.add(ScalingEventBuilder.builder(change.event())
                .createIndex(draft.index)
                .build());
        events.addAll(byGroup.getOrDefault(change.group(), List.of()));
        byGroup.put(change.group(), List.copyOf(events.subList(0, Math.min(events.size(), SCALING_EVENTS_KEPT))));
        draft.tables.scalingEvents = draft.tables.scalingEvents.with(change.job(), Defaults.map(byGroup), draft.edit);
        draft.touch(Table.SCALING_EVENTS);
        change.evaluation().ifPresent(evaluation -> evaluate(draft, evaluation));
    }

    private static void recordLaunch(Draft draft, JobId id, Instant launch) {
        draft.tables.launches = draft.tables.launches.with(id, launch, draft.edit);
        draft.touch(Table.PERIODIC_LAUNCHES);
    }
}
