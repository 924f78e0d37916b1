package dev.drover.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs the right to mount a small file system. */
final class DiskFullTest {
    private static final int DISK_MIB = 48;
    private static final List<String> IDS = List.of("a", "b", "c");

    @TempDir
    private Path folder;

    @Test
    void another_leads_while_the_disk_of_the_leader_is_full_and_it_comes_back_when_there_is_room() throws Exception {
        TestGroup group = new TestGroup(folder);
        for (String id : IDS) {
            mount(group.folder(id));
        }
        try (group) {
            group.found("a", "b", "c");
            TestGroup.Server leader = group.leader();
            leader.propose("one");
            Path filler = fill(group.folder(leader.id()));

            TestGroup.Server next = TestGroup.leaderOf(group.others(leader));
            next.propose("two");
            assertThatThrownBy(() -> leader.propose("three"))
                    .isInstanceOf(RaftException.Unavailable.class)
                    .hasMessageContaining("the disk of")
                    .hasMessageContaining("is full");

            Files.delete(filler);
            group.awaitSame();
            assertThat(leader.applied()).containsExactly("one", "two");
            assertThat(leader.machine().failures()).isEmpty();
        } finally {
            for (String id : IDS) {
                run("umount", "-l", group.folder(id).toString());
            }
        }
    }

    @Test
    void a_server_alone_refuses_commands_while_its_disk_is_full() throws Exception {
        TestGroup group = new TestGroup(folder);
        mount(group.folder("a"));
        try (group) {
            group.found("a");
            TestGroup.Server leader = group.leader();
            leader.propose("one");
            Path filler = fill(group.folder("a"));

            assertThatThrownBy(() -> leader.propose("two")).isInstanceOf(RaftException.Unavailable.class);
            leader.log().awaitFresh(TestGroup.PATIENCE);

            Files.delete(filler);
            group.proposeAnywhere("three");
            assertThat(leader.applied()).containsExactly("one", "three");
        } finally {
            run("umount", "-l", group.folder("a").toString());
        }
    }

    private static Path fill(Path folder) throws IOException {
        Path filler = folder.resolve("filler");
        long free = folder.toFile().getUsableSpace();
        Files.write(filler, new byte[(int) (free - (1 << 20))]);
        return filler;
    }

    private static void mount(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", folder.toString());
        assumeTrue(mounted, "mounting a small file system needs root");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
