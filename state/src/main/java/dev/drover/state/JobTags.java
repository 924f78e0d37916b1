package dev.drover.state;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.JobVersionTag;
import dev.drover.state.command.JobCommand;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names for versions of jobs. */
final class JobTags {
    /** How many versions of a job may bear a tag, since none of them is ever dropped. */
    static final int LIMIT = 100;

    private JobTags() {}

    static void set(Draft draft, JobCommand.SetTag change) {
        if (conflict(draft.view(), change).isEmpty()) {
            draft.view()
                    .jobVersion(change.job(), change.version())
                    .ifPresent(version -> put(draft, version, change.tag()));
        }
    }

    static void remove(Draft draft, JobCommand.RemoveTag change) {
        draft.view().taggedVersion(change.job(), change.tag()).ifPresent(version -> put(draft, version, null));
    }

    /** Why the version cannot bear the tag; nothing when it can. */
    static Optional<String> conflict(State state, JobCommand.SetTag change) {
        JobId job = change.job();
        String name = change.tag().name();
        Optional<Job> version = state.jobVersion(job, change.version());
        if (version.isEmpty()) {
            return Optional.of("job \"" + job.id() + "\" version " + change.version() + " not found");
        }
        Optional<Job> bearer = state.taggedVersion(job, name);
        if (bearer.isPresent() && bearer.get().version() != change.version()) {
            return Optional.of("tag \"" + name + "\" already exists on a different version of job \"" + job.id()
                    + "\": version " + bearer.get().version());
        }
        long tagged = state.jobVersions(job).stream()
                .filter(other -> other.versionTag() != null && other.version() != change.version())
                .count();
        return tagged >= LIMIT
                ? Optional.of("job \"" + job.id() + "\" has " + tagged
                        + " tagged versions already, which is the limit; remove a tag first")
                : Optional.empty();
    }

    /** Why the tag cannot be taken back; nothing when it can. */
    static Optional<String> conflict(State state, JobCommand.RemoveTag change) {
        return state.taggedVersion(change.job(), change.tag()).isPresent()
                ? Optional.empty()
                : Optional.of("tag \"" + change.tag() + "\" not found on job \""
                        + change.job().id() + "\"");
    }

    private static void put(Draft draft, Job version, @Nullable JobVersionTag tag) {
        JobVersions.replace(
                draft,
                JobBuilder.builder(version)
                        .versionTag(tag)
                        .modifyIndex(draft.index)
                        .build());
        Job current = draft.tables.jobs.get(JobId.of(version));
        if (current != null && current.version() == version.version()) {
            draft.putJob(JobBuilder.builder(current)
                    .versionTag(tag)
                    .modifyIndex(draft.index)
                    .build());
        }
    }
}
