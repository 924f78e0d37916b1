package dev.drover.agent.api;

import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.model.diff.JobDiff;
import dev.drover.model.diff.JobDiffer;
import dev.drover.model.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What versions of a job changed: each against the one before it, or all against one that the request names. */
final class VersionDiffs {
    private VersionDiffs() {}

    /**
     * The differences that the request asks for.
     *
     * @param versions newest first
     * @return one for each version, in their order; the oldest has none unless a version was named
     */
    static List<JobDiff> of(ApiRequest request, List<Job> versions) {
        Optional<String> tag = request.query("diff_tag");
        Optional<String> number = request.query("diff_version");
        if (tag.isPresent() && number.isPresent()) {
            throw new HttpException(400, "diff_tag and diff_version cannot be used together");
        }
        if (tag.isPresent()) {
            return against(base(versions, job -> isTagged(job, tag.get()), "tag \"" + tag.get() + "\""), versions);
        }
        if (number.isPresent()) {
            long wanted = request.number("diff_version", 0);
            return against(base(versions, job -> job.version() == wanted, "version " + wanted), versions);
        }
        List<JobDiff> diffs = new ArrayList<>();
        for (int i = 0; request.flag("diffs") && i + 1 < versions.size(); i++) {
            diffs.add(JobDiffer.diff(versions.get(i + 1), versions.get(i), true));
        }
        return diffs;
    }

    private static boolean isTagged(Job job, String tag) {
        return job.versionTag() != null && job.versionTag().name().equals(tag);
    }

    private static Job base(List<Job> versions, Predicate<Job> wanted, String name) {
        return versions.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new HttpException(404, "the job has no " + name + " to compare with"));
    }

    private static List<JobDiff> against(Job base, List<Job> versions) {
        return versions.stream()
                .map(version -> JobDiffer.diff(base, version, true))
                .toList();
    }
}
