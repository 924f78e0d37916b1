package dev.drover.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.job.Job;
import java.util.List;
import java.util.Objects;

/** A job {@code web} in versions that replace each other, and what tests of roll-outs ask of the cluster again and again. */
final class RolloutKit {
    private RolloutKit() {}

    /** A service with one group {@code g}; each number has another command. */
    static Job version(int number, int count, int maxParallel, int canary) {
        return JobFiles.service(
                "web",
                count,
                g -> JobFiles.command("/bin/v" + number).apply(g).update(JobFiles.update(maxParallel, canary)));
    }

    /** How the newest deployment of the group {@code g} stands. */
    static DeploymentState progress(Cluster cluster, String jobId) {
        return Objects.requireNonNull(cluster.deployment(jobId).taskGroups().get("g"));
    }

    static List<Allocation> ofVersion(Cluster cluster, String jobId, long version) {
        return cluster.live(jobId).stream()
                .filter(allocation -> Objects.requireNonNull(allocation.job()).version() == version)
                .toList();
    }

    /** Runs the job until it has come to rest with everything healthy. */
    static void deployed(Cluster cluster, Job job) {
        cluster.run(job);
        cluster.settle(job.id());
    }

    static void assertQuiet(Cluster cluster, String jobId) {
        assertThat(cluster.plan(jobId).plan().isEmpty())
                .as("nothing left to do")
                .isTrue();
    }
}
