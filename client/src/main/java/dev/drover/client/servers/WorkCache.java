package dev.drover.client.servers;

import dev.drover.client.NodeAllocations;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.job.Job;
import dev.drover.rpc.message.NodeCalls.JobWork;
import dev.drover.rpc.message.NodeCalls.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All allocations of the node as the servers told of them, made whole again from what changed. */
final class WorkCache {
    private record JobKey(String namespace, String id, long version, long modifyIndex) {
        static JobKey of(Job job) {
            return new JobKey(job.namespace(), job.id(), job.version(), job.modifyIndex());
        }
    }

    private final Map<String, Allocation> allocations = new HashMap<>();
    private final Map<JobKey, Job> jobs = new HashMap<>();
    private long index;

    /** As of which index everything is known; 0 when everything is to be asked for. */
    long index() {
        return index;
    }

    void forget() {
        index = 0;
        allocations.clear();
        jobs.clear();
    }

    /**
     * Takes an answer that told what changed after {@link #index()}.
     *
     * @return nothing when it does not fit to what is known, as after a restore of the cluster; then all is to be asked for anew
     */
    Optional<NodeAllocations> take(Work work) {
        for (JobWork each : work.changed()) {
            Job job = jobs.computeIfAbsent(JobKey.of(each.job()), key -> each.job());
            for (Allocation allocation : each.allocations()) {
                allocations.put(
                        allocation.id(),
                        AllocationBuilder.builder(allocation).job(job).build());
            }
        }
        if (!work.adds()) {
            allocations.keySet().retainAll(Set.copyOf(work.allocationIds()));
        }
        int count = work.adds() ? work.count() : work.allocationIds().size();
        boolean fits = work.index() >= index && allocations.size() == count;
        if (!fits && index > 0) {
            forget();
            return Optional.empty();
        }
        Set<JobKey> used = new HashSet<>();
        List<Allocation> all = new ArrayList<>(allocations.size());
        for (Allocation allocation : allocations.values()) {
            all.add(allocation);
            if (allocation.job() != null) {
                used.add(JobKey.of(allocation.job()));
            }
        }
        jobs.keySet().retainAll(used);
        index = work.index();
        return Optional.of(new NodeAllocations(index, all));
    }
}
