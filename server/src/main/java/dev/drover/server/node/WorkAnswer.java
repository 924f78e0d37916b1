package dev.drover.server.node;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.job.Job;
import dev.drover.rpc.message.NodeCalls.JobWork;
import dev.drover.rpc.message.NodeCalls.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says of a node's allocations what it does not know yet. */
final class WorkAnswer {
    /** What is the same specification, though records of it may be several. */
    private record Version(String namespace, String id, long version, long modifyIndex) {}

    private WorkAnswer() {}

    /**
     * The answer.
     *
     * @param afterIndex as of which the node knows all; 0 when it knows nothing
     * @param counts a count instead of all ids is enough
     */
    static Work of(NodeAllocations found, long afterIndex, boolean counts) {
        Map<Version, Job> jobs = new LinkedHashMap<>();
        Map<Version, List<Allocation>> changed = new LinkedHashMap<>();
        boolean adds = counts && afterIndex > 0 && found.forgottenAt() <= afterIndex;
        int count = found.allocations().size();
        List<String> ids = new ArrayList<>(adds ? 0 : count);
        for (Allocation allocation : found.allocations()) {
            if (!adds) {
                ids.add(allocation.id());
            }
            Job job = allocation.job();
            if (job == null || allocation.allocModifyIndex() <= afterIndex) {
                continue;
            }
            Version version = new Version(job.namespace(), job.id(), job.version(), job.modifyIndex());
            jobs.putIfAbsent(version, job);
            changed.computeIfAbsent(version, key -> new ArrayList<>())
                    .add(AllocationBuilder.builder(allocation)
                            .job(null)
                            .metrics(null)
                            .build());
        }
        List<JobWork> work = new ArrayList<>();
        changed.forEach((version, allocations) -> work.add(new JobWork(job(jobs, version), allocations)));
        return new Work(found.index(), ids, work, count);
    }

    private static Job job(Map<Version, Job> jobs, Version version) {
        Job job = jobs.get(version);
        if (job == null) {
            throw new IllegalStateException("a version without its job");
        }
        return job;
    }
}
