package dev.drover.server.acl;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLPolicyBuilder;
import dev.drover.model.acl.JobACL;
import dev.drover.server.ServerException;
import java.util.regex.Pattern;

/** What a policy has to look like, beside its rules. */
final class PolicyChecks {
    static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-]{1,128}");
    static final int LONGEST_DESCRIPTION = 256;

    private PolicyChecks() {}

    /** The policy with its hash. */
    static ACLPolicy checked(ACLPolicy policy) {
        if (!NAME.matcher(policy.name()).matches()) {
            throw ServerException.badRequest("invalid name '" + policy.name() + "'; it has to match " + NAME.pattern());
        }
        if (policy.description().length() > LONGEST_DESCRIPTION) {
            throw ServerException.badRequest(
                    "description longer than " + LONGEST_DESCRIPTION + " characters; make it shorter");
        }
        if (policy.rulesJson() == null) {
            throw ServerException.badRequest("invalid rules: the policy has none");
        }
        if (policy.jobAcl() != null) {
            check(policy.jobAcl());
        }
        return ACLPolicyBuilder.builder(policy)
                .createIndex(0)
                .modifyIndex(0)
                .hash(Hashes.of(policy.name(), policy.description(), policy.rules(), String.valueOf(policy.jobAcl())))
                .build();
    }

    private static void check(JobACL job) {
        boolean withoutJob = job.jobId().isEmpty() && !(job.group() + job.task()).isEmpty();
        if (withoutJob || (job.group().isEmpty() && !job.task().isEmpty())) {
            throw ServerException.badRequest(
                    "JobACL names a task without its group, or a group without its job; name what they are in too");
        }
        if (!job.jobId().isEmpty() && job.namespace().isEmpty()) {
            throw ServerException.badRequest("JobACL names a job without its namespace; add the namespace");
        }
    }
}
