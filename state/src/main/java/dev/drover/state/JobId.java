package dev.drover.state;

import dev.drover.model.job.Job;

/** A job is known by its id within its namespace. */
public record JobId(String namespace, String id) implements Comparable<JobId> {
    public static JobId of(Job job) {
        return new JobId(job.namespace(), job.id());
    }

    @Override
    public int compareTo(JobId other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return namespace + "/" + id;
    }
}
