package dev.drover.state;

/** What a reader has read and so may wait for: a whole table, one record, or the records that belong to a key. */
public sealed interface Watch {
    record Whole(Table table) implements Watch {}

    record OneJob(JobId job) implements Watch {}

    record VersionsOfJob(JobId job) implements Watch {}

    record SummaryOfJob(JobId job) implements Watch {}

    record OneNode(String nodeId) implements Watch {}

    record OneAllocation(String allocationId) implements Watch {}

    record OneEvaluation(String evaluationId) implements Watch {}

    record OneDeployment(String deploymentId) implements Watch {}

    record AllocationsOfJob(JobId job) implements Watch {}

    record AllocationsOfNode(String nodeId) implements Watch {}

    /** What the servers want of a node: the same allocations, but what the node itself reports does not count. */
    record WorkOfNode(String nodeId) implements Watch {}

    record AllocationsOfEvaluation(String evaluationId) implements Watch {}

    record AllocationsOfDeployment(String deploymentId) implements Watch {}

    record EvaluationsOfJob(JobId job) implements Watch {}

    record DeploymentsOfJob(JobId job) implements Watch {}
}
