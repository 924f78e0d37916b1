package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * What a command has changed, for those who wait. A plan places a thousand allocations of one job, evaluation and deployment: what
 * was noted for the allocation before is not noted again.
 */
final class Touched {
    private final Set<Watch> changed = new HashSet<>();
    private final Set<Table> tables = EnumSet.noneOf(Table.class);
    private JobId lastJob = new JobId("", "");
    private String lastEvaluation = "";
    private String lastDeployment = "";

    void add(Watch watch) {
        changed.add(watch);
    }

    /** True for the first time. */
    boolean add(Table table) {
        boolean first = tables.add(table);
        if (first) {
            changed.add(new Watch.Whole(table));
        }
        return first;
    }

    /** The allocation and the groups that it is in. */
    void add(Allocation allocation, JobId job) {
        changed.add(new Watch.OneAllocation(allocation.id()));
        changed.add(new Watch.AllocationsOfNode(allocation.nodeId()));
        if (!job.equals(lastJob)) {
            lastJob = job;
            changed.add(new Watch.AllocationsOfJob(job));
        }
        if (!allocation.evalId().equals(lastEvaluation)) {
            lastEvaluation = allocation.evalId();
            changed.add(new Watch.AllocationsOfEvaluation(lastEvaluation));
        }
        if (!allocation.deploymentId().equals(lastDeployment)) {
            lastDeployment = allocation.deploymentId();
            if (!lastDeployment.isEmpty()) {
                changed.add(new Watch.AllocationsOfDeployment(lastDeployment));
            }
        }
    }

    Set<Watch> changed() {
        return changed;
    }
}
