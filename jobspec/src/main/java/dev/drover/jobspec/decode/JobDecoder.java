package dev.drover.jobspec.decode;

import dev.drover.jobspec.hcl.Diagnostics;
import dev.drover.jobspec.hcl.EvaluatedBody;
import dev.drover.model.job.Job;
import java.util.List;
import java.util.Optional;

/** Makes a job of an evaluated job file. Never throws, whatever the body holds. */
public final class JobDecoder {
    private static final Schema<FileParts, Optional<Job>> FILE = SchemaBuilder.checkedSchema(
                    "", FileParts::new, FileParts::build)
            .many(JobSchemas.JOB, FileParts::jobs)
            .build();

    private JobDecoder() {}

    /**
     * The job, and in {@code diagnostics} what is wrong with it; with errors there, it is not to be used.
     *
     * @param complete false when faulty parts were left out of the file already, so that missing ones are not news
     */
    public static Optional<Job> decode(EvaluatedBody file, boolean complete, Diagnostics diagnostics) {
        return FILE.decode(file, Scope.outermost(diagnostics, complete, file.range()));
    }

    /** The schema of a file, for those who want to know what it may hold. */
    static Schema<?, ?> schema() {
        return FILE;
    }

    private static final class FileParts {
        private List<Job> jobs = List.of();

        void jobs(List<Job> decoded) {
            jobs = decoded;
        }

        Optional<Job> build(Scope scope) {
            if (jobs.isEmpty()) {
                scope.missing("No job", "A job file holds one job; write job \"name\" { ... }.");
            } else if (jobs.size() > 1) {
                scope.error(
                        "Too many jobs",
                        "A job file holds one job, this one has " + jobs.size() + "; split it into files.",
                        scope.range());
            }
            return jobs.stream().findFirst();
        }
    }
}
