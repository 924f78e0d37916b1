package dev.drover.dist.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.dist.acceptance.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The whole state goes into a file and comes back, as operators do it. */
@ResourceLock(ClusterProcesses.ONE_AT_A_TIME)
class SnapshotRestoreIT {
    private static final int JOBS = 50;

    @TempDir
    Path folder;

    private static String drover(AgentProcess agent, String... words) {
        List<String> command = new ArrayList<>(List.of(Program.LAUNCHER.toString()));
        command.addAll(Arrays.asList(words));
        command.add(
                words.length,
                "-address=http://" + agent.place().address() + ":"
                        + agent.place().httpPort());
        return Shell.run(command.toArray(String[]::new));
    }

    private static void register(AgentProcess agent, String name) {
        for (int job = 0; job < JOBS; job++) {
            assertThat(agent.http()
                            .put("/v1/jobs", TestJobs.register(name + job, "1"))
                            .ok())
                    .isTrue();
        }
    }

    private static void assertRestored(ClusterProcesses cluster) {
        cluster.awaitAgreement();
        for (AgentProcess server : cluster.servers()) {
            assertThat(ClusterProcesses.count(server, "/v1/jobs", "Type", "batch"))
                    .as("jobs on " + server.name())
                    .isEqualTo(JOBS);
            assertThat(server.http().get("/v1/job/before-0").ok()).isTrue();
            assertThat(server.http().get("/v1/job/after-0").status()).isEqualTo(404);
        }
        AgentProcess follower = cluster.followers().getLast();
        assertThat(follower.http()
                        .put("/v1/jobs", TestJobs.register("later", "1"))
                        .ok())
                .isTrue();
        cluster.awaitThat(
                "all know the later job",
                () -> cluster.servers().stream()
                        .allMatch(server ->
                                server.http().get("/v1/job/later?stale").ok()));
        cluster.awaitAgreement();
    }

    @Test
    void a_snapshot_comes_back_into_a_running_cluster_and_into_an_empty_one() {
        String file = folder.resolve("backup.snap").toString();
        try (ClusterProcesses cluster = ClusterProcesses.onLoopback(folder.resolve("first"), 3, 0)) {
            register(cluster.awaitLeader(), "before-");
            assertThat(drover(cluster.followers().getFirst(), "operator", "snapshot", "save", file))
                    .contains(file);
            assertThat(Shell.run(Program.LAUNCHER.toString(), "operator", "snapshot", "inspect", file))
                    .contains("Index");
            register(cluster.awaitLeader(), "after-");
            drover(cluster.followers().getLast(), "operator", "snapshot", "restore", file);
            assertRestored(cluster);
            cluster.servers().forEach(AgentProcess::kill);
            cluster.servers().forEach(AgentProcess::start);
            cluster.awaitReady();
            assertThat(cluster.servers().getFirst().http().get("/v1/job/later").ok())
                    .isTrue();
            cluster.awaitAgreement();
        }
        try (ClusterProcesses empty = ClusterProcesses.onLoopback(folder.resolve("second"), 3, 0)) {
            drover(empty.followers().getFirst(), "operator", "snapshot", "restore", file);
            assertRestored(empty);
        }
    }
}
