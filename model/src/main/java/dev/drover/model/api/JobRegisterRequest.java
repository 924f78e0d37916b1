package dev.drover.model.api;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Body of a request: job register. */
@RecordBuilder
public record JobRegisterRequest(
        @Wire("Submission") @Nullable JobSubmission submission,
        @Wire("Job") @Nullable Job job,

        @Wire(value = "EnforceIndex", absent = Absent.OMITTED)
        boolean enforceIndex,

        @Wire(value = "JobModifyIndex", absent = Absent.OMITTED)
        long jobModifyIndex,

        @Wire(value = "PolicyOverride", absent = Absent.OMITTED)
        boolean policyOverride,

        @Wire(value = "PreserveCounts", absent = Absent.OMITTED)
        boolean preserveCounts,

        @Wire(value = "PreserveResources", absent = Absent.OMITTED)
        boolean preserveResources,

        @Wire(value = "EvalPriority", absent = Absent.OMITTED)
        int evalPriority) {}
