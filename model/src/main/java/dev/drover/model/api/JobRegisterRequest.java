package dev.drover.model.api;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Body of a request: job register. */
@RecordBuilder
public record JobRegisterRequest(
        @Wire("Submission") @Nullable JobSubmission submission,
        @Wire("Job") @Nullable Job job,
        @Wire("EnforceIndex") boolean enforceIndex,
        @Wire("JobModifyIndex") long jobModifyIndex,
        @Wire("PolicyOverride") boolean policyOverride,
        @Wire("PreserveCounts") boolean preserveCounts,
        @Wire("PreserveResources") boolean preserveResources,
        @Wire("EvalPriority") int evalPriority) {}
