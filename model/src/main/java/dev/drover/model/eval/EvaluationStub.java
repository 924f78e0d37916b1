package dev.drover.model.eval;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/** The short form of evaluation that lists show. */
@RecordBuilder
public record EvaluationStub(
        @Wire("ID") String id,
        @Wire("Priority") int priority,
        @Wire("Type") String type,
        @Wire("TriggeredBy") String triggeredBy,
        @Wire("Namespace") String namespace,
        @Wire("JobID") String jobId,
        @Wire("NodeID") String nodeId,
        @Wire("DeploymentID") String deploymentId,
        @Wire("Status") EvaluationStatus status,
        @Wire("StatusDescription") String statusDescription,
        @Wire("WaitUntil") Instant waitUntil,
        @Wire("NextEval") String nextEval,
        @Wire("PreviousEval") String previousEval,
        @Wire("BlockedEval") String blockedEval,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("CreateTime") long createTime,
        @Wire("ModifyTime") long modifyTime) {
    public EvaluationStub {
        id = Defaults.text(id);
        type = Defaults.text(type);
        triggeredBy = Defaults.text(triggeredBy);
        namespace = Defaults.text(namespace);
        jobId = Defaults.text(jobId);
        nodeId = Defaults.text(nodeId);
        deploymentId = Defaults.text(deploymentId);
        status = Defaults.value(status, EvaluationStatus.PENDING);
        statusDescription = Defaults.text(statusDescription);
        waitUntil = Defaults.time(waitUntil);
        nextEval = Defaults.text(nextEval);
        previousEval = Defaults.text(previousEval);
        blockedEval = Defaults.text(blockedEval);
    }
}
