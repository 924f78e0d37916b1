package dev.drover.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotTest {
    @TempDir
    private Path folder;

    @Test
    void a_snapshot_is_written_after_so_many_entries_and_two_are_kept() throws Exception {
        try (TestGroup group = new TestGroup(folder, 20, 5).found("a")) {
            TestGroup.Server leader = group.leader();
            // Written beside the work, each covers what was there when it began; so how many commands that takes is
            // open.
            for (int i = 0; leader.log().status().snapshotIndex() <= 60; i++) {
                assertThat(i).as("commands without several snapshots").isLessThan(100_000);
                leader.propose("command " + i);
            }
            TestGroup.await("old ones to go", () -> snapshots(group.folder("a")) <= Limits.SNAPSHOTS_KEPT);
        }
    }

    @Test
    void commands_go_on_being_applied_while_a_snapshot_is_written() throws Exception {
        try (TestGroup group = new TestGroup(folder, 20, 5).found("a")) {
            TestGroup.Server leader = group.leader();
            CountDownLatch latch = new CountDownLatch(1);
            leader.machine().holdSnapshots(latch);
            for (int i = 0; i < 60; i++) {
                leader.propose("command " + i);
            }

            assertThat(leader.applied()).hasSize(60);
            assertThat(leader.log().status().snapshotIndex()).isEqualTo(-1);
            latch.countDown();
            TestGroup.await("the snapshot", () -> leader.log().status().snapshotIndex() > 0);
        }
    }

    @Test
    void a_server_without_anything_is_brought_up_by_a_snapshot_in_parts_while_the_others_go_on() throws Exception {
        try (TestGroup group = new TestGroup(folder, 1_000_000, 0).found("a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            // Enough for several files of the log, since the log is let go of by files.
            for (int i = 0; i < 40; i++) {
                leader.log().propose(large(i));
            }
            leader.log().snapshot();
            for (int i = 0; i < 40_000; i += 400) {
                propose400(leader, i);
            }
            leader.log().snapshot();
            leader.propose("after the snapshot");
            group.startEmpty("d");
            leader.log().add(new ReplicatedLog.Peer("d", "d"));
            group.proposeAnywhere("after all");

            group.awaitSame();
            TestGroup.Server added = group.server("d");
            assertThat(added.machine().restores()).isPositive();
            assertThat(group.network().snapshotParts()).isGreaterThan(1);
            assertThat(group.network().largestMessage()).isLessThan(3 << 20);
            assertThat(added.machine().failures()).isEmpty();
            group.stop("d");
            TestGroup.Server again = group.startEmpty("d");
            group.proposeAnywhere("after a restart");
            TestGroup.await(
                    "it to catch up",
                    () -> again.applied().equals(group.leader().applied()));
        }
    }

    private static byte[] large(int i) {
        byte[] command = new byte[1 << 20];
        command[0] = (byte) ('a' + i % 26);
        return command;
    }

    private static void propose400(TestGroup.Server leader, int from) throws InterruptedException {
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = from; i < from + 400; i++) {
                String command = "a command of some length so that the snapshot grows " + i;
                var _ = threads.submit(() -> leader.propose(command));
            }
        }
    }

    private static long snapshots(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("snapshot\\.\\d+_\\d+"))
                    .count();
        } catch (IOException changing) {
            return Long.MAX_VALUE;
        }
    }
}
