package dev.drover.server.job;

import dev.drover.model.canonical.JobCanonicalizer;
import dev.drover.model.canonical.JobDefaults;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.validate.JobLimits;
import dev.drover.model.validate.JobValidator;
import dev.drover.model.validate.Validation;
import dev.drover.server.ServerException;
import dev.drover.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the job of a request into one that may be registered, or says what is wrong with it. */
final class JobRequests {
    private final JobDefaults defaults;
    private final JobLimits limits;

    JobRequests(JobPolicy policy) {
        this.defaults = policy.defaults();
        this.limits = policy.limits();
    }

    /** The job with every default filled in. */
    Job canonical(@Nullable Job job) {
        if (job == null) {
            throw ServerException.badRequest("Job must be specified");
        }
        if (job.id().isEmpty()) {
            throw ServerException.badRequest("Job ID hasn't been provided");
        }
        return JobCanonicalizer.canonicalize(job, defaults);
    }

    /** What keeps the canonical job from being registered; empty when nothing does. */
    List<String> faults(Job job, State state) {
        List<String> faults = new ArrayList<>(JobChecks.faults(job, state));
        JobValidator.validate(job, limits).faults().forEach(fault -> faults.add(fault.text()));
        return faults;
    }

    /** What is allowed but probably not meant, as one text. */
    String warnings(Job job) {
        return JobValidator.validate(job, limits).warningText();
    }

    /** The canonical job when it may be registered. */
    Job accepted(@Nullable Job job, State state) {
        Job canonical = canonical(job);
        List<String> faults = faults(canonical, state);
        if (!faults.isEmpty()) {
            throw ServerException.badRequest(Validation.errors(faults));
        }
        return canonical;
    }

    /** The job with the counts that are in force, for requests that only mean the rest. */
    static Job withCounts(Job job, Optional<Job> current) {
        if (current.isEmpty() || current.get().stop()) {
            return job;
        }
        List<TaskGroup> groups = job.taskGroups().stream()
                .map(group -> current.get().taskGroups().stream()
                        .filter(before -> before.name().equals(group.name()))
                        .findFirst()
                        .map(before -> TaskGroupBuilder.builder(group)
                                .count(before.count())
                                .build())
                        .orElse(group))
                .toList();
        return JobBuilder.builder(job).taskGroups(groups).build();
    }
}
