package dev.drover.scheduler.bench;

import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.node.Node;
import dev.drover.state.State;
import dev.drover.state.usage.NodeUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Fills a cluster by the real scheduler, which scores all nodes. */
final class FullFilling {
    private FullFilling() {}

    static Fill fill(Mix mix, int nodes, int racks, long seed) {
        SyntheticCluster cluster = new SyntheticCluster(seed);
        cluster.register(SyntheticNodes.make(nodes, racks, false, cluster.ids()));
        SplittableRandom random = new SplittableRandom(seed);
        int number = 0;
        Fill.Course course = new Fill.Course(nodes);
        while (cluster.place(job(number++, mix.next(random))) == 0) {
            course.now(measure(cluster.state()));
        }
        return course.ends(measure(cluster.state()));
    }

    private static Job job(int number, Wish wish) {
        TaskGroup plain = SyntheticJobs.group(wish.count(), wish.mhz(), wish.memoryMb(), false);
        List<Constraint> constraints = new ArrayList<>();
        if (wish.ssd()) {
            constraints.add(new Constraint("${meta.ssd}", "true", "="));
        }
        if (wish.distinctHosts()) {
            constraints.add(new Constraint("", "true", "distinct_hosts"));
        }
        TaskGroup group =
                TaskGroupBuilder.builder(plain).constraints(constraints).build();
        return SyntheticJobs.job("job-" + number, "batch", 50, group);
    }

    private static Fill.Moment measure(State state) {
        int allocations = 0;
        int inUse = 0;
        long mhz = 0;
        long memory = 0;
        for (Node node : state.nodes()) {
            NodeUsage usage = state.usage(node.id());
            allocations += usage.allocations();
            inUse += usage.allocations() > 0 ? 1 : 0;
            mhz += usage.cpuMhz();
            memory += usage.memoryMb();
        }
        return new Fill.Moment(allocations, inUse, mhz, memory);
    }
}
