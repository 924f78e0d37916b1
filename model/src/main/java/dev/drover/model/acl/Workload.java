package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import java.util.List;

/**
 * The task that somebody speaks for who has its token.
 *
 * @param jobId of the job itself, or of the one that it is a child of
 */
public record Workload(
        @Wire("Namespace") String namespace,
        @Wire("JobID") String jobId,
        @Wire("Group") String group,
        @Wire("Task") String task,
        @Wire("AllocationID") String allocationId) {
    public Workload {
        namespace = Defaults.text(namespace);
        jobId = Defaults.text(jobId);
        group = Defaults.text(group);
        task = Defaults.text(task);
        allocationId = Defaults.text(allocationId);
    }

    /** Whether a policy is bound to this workload; an empty group or task stands for all. */
    public boolean isMeantBy(ACLPolicy policy) {
        JobACL bound = policy.jobAcl();
        return bound != null
                && bound.namespace().equals(namespace)
                && fits(bound.jobId(), jobId)
                && fits(bound.group(), group)
                && fits(bound.task(), task);
    }

    private static boolean fits(String bound, String own) {
        return bound.isEmpty() || bound.equals(own);
    }

    /** Whether the variable at the path is the workload's own, which it may read without a policy. */
    boolean owns(String variableNamespace, String path) {
        String job = "nomad/jobs/" + jobId;
        return variableNamespace.equals(namespace)
                && List.of("nomad/jobs", job, job + "/" + group, job + "/" + group + "/" + task)
                        .contains(path);
    }
}
