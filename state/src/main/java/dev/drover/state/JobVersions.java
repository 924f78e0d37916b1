package dev.drover.state;

import dev.drover.model.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The older versions of jobs, kept to go back to. */
final class JobVersions {
    /** How many versions of a job are kept unless told otherwise, not counting tagged ones and the newest stable one. */
    private static final int USUALLY_KEPT = 6;

    /** For versions that users did not make; what is too much goes with the next one that they make. */
    static final int ALL = Integer.MAX_VALUE;

    private JobVersions() {}

    static void add(Draft draft, Job job, int keptVersions) {
        JobId id = JobId.of(job);
        List<Job> versions = new ArrayList<>();
        versions.add(job);
        versions.addAll(draft.tables.jobVersions.getOrDefault(id, List.of()));
        put(draft, id, trim(versions, keptVersions == 0 ? USUALLY_KEPT : keptVersions));
    }

    static void replace(Draft draft, Job changed) {
        JobId id = JobId.of(changed);
        put(
                draft,
                id,
                draft.view().jobVersions(id).stream()
                        .map(job -> job.version() == changed.version() ? changed : job)
                        .toList());
    }

    private static void put(Draft draft, JobId id, List<Job> versions) {
        draft.tables.jobVersions = draft.tables.jobVersions.with(id, versions, draft.edit);
        draft.touch(Table.JOB_VERSIONS, new Watch.VersionsOfJob(id));
    }

    private static List<Job> trim(List<Job> versions, int limit) {
        Optional<Job> newestStable = versions.stream().filter(Job::stable).findFirst();
        List<Job> kept = new ArrayList<>();
        for (int place = 0; place < versions.size(); place++) {
            Job job = versions.get(place);
            boolean spared = job.versionTag() != null
                    || newestStable
                            .filter(stable -> stable.version() == job.version())
                            .isPresent();
            if (place < limit || spared) {
                kept.add(job);
            }
        }
        return List.copyOf(kept);
    }
}
