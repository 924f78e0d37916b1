package dev.drover.client;

import static dev.drover.client.Samples.allocation;
import static dev.drover.client.Samples.group;
import static dev.drover.client.Samples.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.client.host.MemoryFolder;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders of a task that are nobody else's business, on an agent that is root. */
class SecretsTest {
    @TempDir
    Path directory;

    @BeforeEach
    void needRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root mounts");
    }

    @Test
    void secrets_are_in_memory_while_the_task_runs_and_gone_when_the_allocation_has_ended() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Allocation allocation =
                    allocation("service", group(shell("t", "echo hush > $NOMAD_SECRETS_DIR/word; exec sleep 600")));
            node.run(allocation, ClientStatus.RUNNING);
            Path secrets = node.folder(allocation).resolve("t/secrets");
            Await.until(() -> Files.exists(secrets.resolve("word")));

            assertThat(MemoryFolder.isMade(secrets)).isTrue();
            assertThat(MemoryFolder.isMade(secrets.resolveSibling("private"))).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                    .isEqualTo("rwx------");

            node.servers.stop(allocation.id());
            node.servers.awaitReport(allocation.id(), TestNode.is(ClientStatus.COMPLETE));
            Await.until(() -> !MemoryFolder.isMade(secrets));
            assertThat(secrets).isEmptyDirectory();
        }
    }

    @Test
    void no_more_fits_into_them_than_the_task_asks_for() throws Exception {
        Task small = TaskBuilder.builder(shell("t", "head -c 3000000 /dev/zero > $NOMAD_SECRETS_DIR/word"))
                .resources(ResourcesBuilder.builder().secretsMb(2).build())
                .build();
        try (TestNode node = new TestNode(directory)) {
            Allocation allocation = allocation("batch", group(small));

            node.run(allocation, ClientStatus.FAILED);

            assertThat(node.log(allocation, "t.stderr.0")).contains("No space left");
        }
    }

    @Test
    void nothing_stays_mounted_when_a_folder_is_deleted_and_an_agent_ends() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            node.run(allocation("service", group(shell("t", "exec sleep 600"))), ClientStatus.RUNNING);
            assertThat(MemoryFolder.below(directory)).isNotEmpty();
        }
        assertThat(MemoryFolder.below(directory)).isEmpty();
    }

    @Test
    void what_a_killed_agent_has_left_in_memory_is_freed_by_the_next_one() throws Exception {
        Path left = Files.createDirectories(directory.resolve("alloc/0e1c2f1e-lost/t/secrets"));
        MemoryFolder.make(left, 1 << 20, 0700);
        Files.writeString(left.resolve("word"), "hush");

        try (TestNode node = new TestNode(directory)) {
            Await.until(() -> !MemoryFolder.isMade(left));
            assertThat(left).isEmptyDirectory();
            assertThat(node.servers.registrations()).isNotEmpty();
        }
    }
}
