package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The job, group and task whose workloads a policy is for. */
@RecordBuilder
public record JobACL(
        @Wire("Namespace") String namespace,
        @Wire("JobID") String jobId,
        @Wire("Group") String group,
        @Wire("Task") String task) {
    public JobACL {
        namespace = Defaults.text(namespace);
        jobId = Defaults.text(jobId);
        group = Defaults.text(group);
        task = Defaults.text(task);
    }
}
