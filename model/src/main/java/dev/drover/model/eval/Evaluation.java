package dev.drover.model.eval;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.OmitEmpty;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to the scheduler to look at one job again, and what came of it. */
@OmitEmpty
@RecordBuilder
public record Evaluation(
        @Wire("ID") String id,
        @Wire("Priority") int priority,
        @Wire("Type") String type,
        @Wire("TriggeredBy") String triggeredBy,
        @Wire("Namespace") String namespace,
        @Wire("JobID") String jobId,
        @Wire("JobModifyIndex") long jobModifyIndex,
        @Wire("NodeID") String nodeId,
        @Wire("NodeModifyIndex") long nodeModifyIndex,
        @Wire("DeploymentID") String deploymentId,
        @Wire("Status") EvaluationStatus status,
        @Wire("StatusDescription") String statusDescription,
        @Wire("Wait") Duration waitFor,
        @Wire("WaitUntil") Instant waitUntil,
        @Wire("NextEval") String nextEval,
        @Wire("PreviousEval") String previousEval,
        @Wire("BlockedEval") String blockedEval,
        @Wire("RelatedEvals") List<EvaluationStub> relatedEvals,
        @Wire("FailedTGAllocs") Map<String, AllocationMetric> failedTgAllocs,
        @Wire("PlanAnnotations") @Nullable PlanAnnotations planAnnotations,
        @Wire("ClassEligibility") Map<String, Boolean> classEligibility,
        @Wire("EscapedComputedClass") boolean escapedComputedClass,
        @Wire("QuotaLimitReached") String quotaLimitReached,
        @Wire("MissingNonNodeResources") List<String> missingNonNodeResources,
        @Wire("AnnotatePlan") boolean annotatePlan,
        @Wire("QueuedAllocations") Map<String, Integer> queuedAllocations,
        @Wire("SnapshotIndex") long snapshotIndex,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("CreateTime") long createTime,
        @Wire("ModifyTime") long modifyTime,
        @Wire("LeaderACL") String leaderAcl) {
    public Evaluation {
        id = Defaults.text(id);
        type = Defaults.text(type);
        triggeredBy = Defaults.text(triggeredBy);
        namespace = Defaults.text(namespace);
        jobId = Defaults.text(jobId);
        nodeId = Defaults.text(nodeId);
        deploymentId = Defaults.text(deploymentId);
        status = Defaults.value(status, EvaluationStatus.PENDING);
        statusDescription = Defaults.text(statusDescription);
        waitFor = Defaults.duration(waitFor);
        waitUntil = Defaults.time(waitUntil);
        nextEval = Defaults.text(nextEval);
        previousEval = Defaults.text(previousEval);
        blockedEval = Defaults.text(blockedEval);
        relatedEvals = Defaults.list(relatedEvals);
        failedTgAllocs = Defaults.map(failedTgAllocs);
        classEligibility = Defaults.map(classEligibility);
        quotaLimitReached = Defaults.text(quotaLimitReached);
        missingNonNodeResources = Defaults.list(missingNonNodeResources);
        queuedAllocations = Defaults.map(queuedAllocations);
        leaderAcl = Defaults.text(leaderAcl);
    }
}
