package dev.drover.dist.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Leaders die while they are written to. */
@ResourceLock(ClusterProcesses.ONE_AT_A_TIME)
class LeaderDeathIT {
    private static final int AT_ONCE = 8;

    @TempDir
    Path folder;

    private ClusterProcesses cluster;

    @BeforeEach
    void start() {
        cluster = ClusterProcesses.onLoopback(folder, 3, 3);
    }

    @AfterEach
    void stop() {
        // Missing when it could not be started.
        if (cluster != null) {
            cluster.close();
        }
    }

    private Set<Long> steadyService() {
        int count = Faults.amount(6, 30);
        AgentProcess node = cluster.nodes().getFirst();
        assertThat(node.http()
                        .put("/v1/jobs", TestJobs.service("steady", count, 0))
                        .ok())
                .isTrue();
        cluster.awaitThat("the service runs", () -> TestJobs.running(node, "steady") == count);
        return TestJobs.pids("steady");
    }

    @Test
    void acknowledged_registrations_survive_the_death_of_leaders() {
        int rounds = Faults.amount(3, 50);
        Set<Long> tasks = steadyService();
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        List<Duration> gaps = new ArrayList<>();
        try (RegisterWorkload workload = new RegisterWorkload(cluster.all())) {
            for (int round = 0; round < rounds; round++) {
                gaps.add(killTheLeaderWhileRegistering(round, acknowledged));
            }
            workload.check();
        }
        gaps.sort(null);
        Faults.report("leader killed " + rounds + " times: accepts writes again after a median of "
                + gaps.get(gaps.size() / 2).toMillis() + " ms, at most "
                + gaps.getLast().toMillis() + " ms");

        assertThat(jobs(cluster.servers().getFirst()).keySet()).containsAll(acknowledged);
        assertThat(TestJobs.pids("steady")).as("the tasks of the service").isEqualTo(tasks);
        cluster.awaitThat(
                "no evaluation waits any more",
                () -> cluster.servers().getLast().http().get("/v1/evaluations").list().stream()
                        .map(String::valueOf)
                        .noneMatch(text -> text.contains("Status=pending")));
        cluster.awaitAgreement();
    }

    /** Registers many jobs at once, kills the leader in the middle, and starts it again; answers how long nobody was heard. */
    private Duration killTheLeaderWhileRegistering(int round, Set<String> acknowledged) {
        int jobs = Faults.amount(60, 200);
        AgentProcess leader = cluster.awaitLeader();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < AT_ONCE; thread++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int job = next.getAndIncrement(); job < jobs; job = next.getAndIncrement()) {
                    String id = "round%d-job%d".formatted(round, job);
                    AgentProcess agent = cluster.all().get(job % cluster.all().size());
                    if (agent.http().put("/v1/jobs", TestJobs.empty(id)).ok()) {
                        acknowledged.add(id);
                    }
                    answered.incrementAndGet();
                }
            }));
        }
        cluster.awaitThat("a third is registered", () -> answered.get() >= jobs / 3);
        leader.kill();
        Duration gap = untilAWriteIsTaken(leader, round);
        threads.forEach(LeaderDeathIT::join);
        leader.start();
        cluster.awaitReady();
        return gap;
    }

    private Duration untilAWriteIsTaken(AgentProcess dead, int round) {
        long killed = System.nanoTime();
        AgentProcess survivor = cluster.servers().stream()
                .filter(server -> server != dead)
                .findFirst()
                .orElseThrow();
        cluster.awaitThat(
                "a write is taken",
                () -> survivor.http()
                        .put("/v1/jobs", TestJobs.empty("after-round" + round))
                        .ok());
        return Duration.ofNanos(System.nanoTime() - killed);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Versions of the jobs by id; an id that is there twice fails. */
    private static Map<String, String> jobs(AgentProcess agent) {
        return agent.http().get("/v1/jobs").list().stream()
                .map(Map.class::cast)
                .collect(Collectors.toMap(
                        job -> String.valueOf(job.get("ID")), job -> String.valueOf(job.get("Status"))));
    }

    @Test
    void a_cluster_whose_servers_all_died_comes_back_as_it_was() {
        Set<Long> tasks = steadyService();
        try (RegisterWorkload workload = new RegisterWorkload(cluster.all())) {
            workload.awaitWrites(cluster, Faults.amount(100, 2_000));
            cluster.servers().forEach(AgentProcess::kill);
            cluster.servers().forEach(AgentProcess::start);
            cluster.awaitReady();
            workload.awaitWrites(cluster, 20);
            workload.check();
        }
        assertThat(TestJobs.pids("steady")).as("the tasks of the service").isEqualTo(tasks);
        cluster.awaitAgreement();
    }

    @Test
    void a_leader_that_was_frozen_shows_nothing_old_when_it_wakes() {
        AgentProcess leader = cluster.awaitLeader();
        try (RegisterWorkload workload = new RegisterWorkload(cluster.all())) {
            workload.awaitWrites(cluster, 20);
            leader.freeze();
            long frozen = System.nanoTime();
            cluster.awaitThat(
                    "another leads",
                    () -> cluster.leader().filter(other -> other != leader).isPresent());
            Faults.report("leader frozen: another leads after " + (System.nanoTime() - frozen) / 1_000_000 + " ms");
            workload.awaitWrites(cluster, Faults.amount(50, 500));
            leader.thaw();
            workload.readAll("at once", leader);
            workload.awaitWrites(cluster, 20);
            workload.check();
        }
        int count = Faults.amount(6, 30);
        steadyService();
        assertThat(TestJobs.pids("steady"))
                .as("one process for each allocation")
                .hasSize(count);
        cluster.awaitAgreement();
    }
}
