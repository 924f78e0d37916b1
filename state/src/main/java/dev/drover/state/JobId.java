package dev.drover.state;

import dev.drover.model.job.Job;

/** A job is known by its id within its namespace. */
public record JobId(String namespace, String id) implements Comparable<JobId> {
    public static JobId of(Job job) {
        return new JobId(job.namespace(), job.id());
    }

    @Override
    @SuppressWarnings(
            "ReferenceEquality") // most jobs share the text of their namespace, and comparing it letter by letter can
    // be spared
    public int compareTo(JobId other) {
        int byNamespace = namespace == other.namespace ? 0 : namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return namespace + "/" + id;
    }
}
