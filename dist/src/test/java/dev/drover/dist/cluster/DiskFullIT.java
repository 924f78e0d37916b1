package dev.drover.dist.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.dist.Mounts;
import dev.drover.dist.Needs;
import dev.drover.dist.cluster.ClusterProcesses.Layout;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The disk of the leader has no room left. */
@ResourceLock(ClusterProcesses.ONE_AT_A_TIME)
class DiskFullIT {
    private static final String SIZE = "size=96m";

    @TempDir
    Path folder;

    private ClusterProcesses cluster;

    @BeforeEach
    void start() {
        Needs.that(Shell.attempt("id", "-u").output().strip().equals("0"), "mounting a small disk needs root");
        cluster = ClusterProcesses.start(
                folder, new LoopbackNetwork(), new Layout(3, 0, false, place -> mount(place.data())));
    }

    private void mount(Path disk) {
        try {
            Files.createDirectories(disk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Shell.run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", disk.toString());
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
        Mounts.removeBelow(folder);
    }

    @Test
    void the_cluster_goes_on_and_the_server_comes_back_when_there_is_room() {
        AgentProcess leader = cluster.awaitLeader();
        Path filler = leader.place().data().resolve("filler");
        try (RegisterWorkload workload = new RegisterWorkload(cluster.servers())) {
            workload.awaitWrites(cluster, 20);
            fill(filler);
            long gap = workload.awaitWrites(cluster, 20).toMillis();
            Faults.report("disk of the leader full: 20 more writes after " + gap + " ms");
            cluster.awaitThat(
                    "the server without room hands a write to the one that leads now",
                    () -> leader.http()
                            .put("/v1/jobs", TestJobs.service("handed-on", 0, 0))
                            .ok());
            assertThat(leader.http().get("/v1/job/handed-on").ok()).isTrue();
            delete(filler);
            cluster.awaitThat(
                    "the server runs and knows the leader",
                    () -> leader.isAlive()
                            && !ClusterProcesses.leaderSeenBy(leader).isEmpty());
            workload.awaitWrites(cluster, 20);
            workload.check();
        }
        cluster.awaitAgreement();
    }

    private static void fill(Path filler) {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int written = 0; written < 1_000_000; written++) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
            return;
        }
        throw new AssertionError("the disk is not small");
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
