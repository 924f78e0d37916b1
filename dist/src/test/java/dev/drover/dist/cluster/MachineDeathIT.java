package dev.drover.dist.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.dist.cluster.ClusterProcesses.Layout;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that run tasks die, or their agents do. */
@ResourceLock(ClusterProcesses.ONE_AT_A_TIME)
class MachineDeathIT {
    private static final int COUNT = 6;

    @TempDir
    Path folder;

    private static void run(ClusterProcesses cluster, String job, int count) {
        AgentProcess server = cluster.awaitLeader();
        assertThat(server.http()
                        .put("/v1/jobs", TestJobs.service(job, count, 0))
                        .ok())
                .isTrue();
        cluster.awaitThat(job + " runs", () -> TestJobs.running(server, job) == count);
    }

    /** Kills the machine of a node with tasks of the job, and waits until they run elsewhere; answers after how many milliseconds. */
    private static long loseAMachine(ClusterProcesses cluster, String job) {
        AgentProcess node = cluster.nodes().stream()
                .filter(each -> each.others().stream()
                        .anyMatch(process -> TestJobs.pids(job).contains(process.pid())))
                .findFirst()
                .orElseThrow();
        long start = System.nanoTime();
        node.killMachine();
        assertThat(TestJobs.pids(job)).as("processes that are left").hasSizeLessThan(COUNT);
        cluster.awaitThat(
                "all run elsewhere",
                () -> TestJobs.pids(job).size() == COUNT
                        && cluster.leader()
                                .filter(leader -> TestJobs.running(leader, job) == COUNT)
                                .isPresent());
        return (System.nanoTime() - start) / 1_000_000;
    }

    @Test
    void what_ran_on_a_dead_machine_runs_elsewhere() {
        try (ClusterProcesses cluster = ClusterProcesses.onLoopback(folder, 3, 3)) {
            run(cluster, "moved", COUNT);
            Faults.report("machine of a node killed: replaced after " + loseAMachine(cluster, "moved") + " ms");
        }
    }

    @Test
    void what_ran_on_a_dead_machine_runs_elsewhere_also_under_a_new_leader() {
        try (ClusterProcesses cluster = ClusterProcesses.onLoopback(folder, 3, 3)) {
            run(cluster, "moved", COUNT);
            AgentProcess leader = cluster.awaitLeader();
            leader.kill();
            Faults.report("machine of a node killed a moment after the leader: replaced after "
                    + loseAMachine(cluster, "moved") + " ms");
            leader.start();
            cluster.awaitThat(
                    "all servers know the leader", () -> cluster.leader().isPresent());
            cluster.awaitAgreement();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1})
    void an_agent_that_comes_back_finds_its_tasks_and_takes_orders(int servers) {
        Layout layout = new Layout(servers, 1, true, place -> {});
        try (ClusterProcesses cluster = ClusterProcesses.start(folder, new LoopbackNetwork(), layout)) {
            run(cluster, "before", 2);
            Set<Long> tasks = TestJobs.pids("before");
            AgentProcess agent = cluster.servers().getFirst();
            agent.kill();
            assertThat(TestJobs.pids("before")).as("tasks without their agent").isEqualTo(tasks);

            agent.start();
            long start = System.nanoTime();
            cluster.awaitThat(
                    "a new job is taken",
                    () -> agent.http()
                            .put("/v1/jobs", TestJobs.service("after", 1, 0))
                            .ok());
            cluster.awaitThat("the new job runs", () -> !TestJobs.pids("after").isEmpty());
            report(servers, "a new job runs", start);
            assertThat(TestJobs.pids("before")).as("tasks that nobody touched").isEqualTo(tasks);
            cluster.awaitThat(
                    "the old job is stopped",
                    () -> agent.http().delete("/v1/job/before").ok());
            cluster.awaitThat("its tasks end", () -> TestJobs.pids("before").isEmpty());
            report(servers, "an old job has ended", start);
        }
    }

    private static void report(int servers, String what, long start) {
        Faults.report("agent of " + servers + " that is server and node is back: " + what + " "
                + (System.nanoTime() - start) / 1_000_000 + " ms after the start of the process");
    }
}
