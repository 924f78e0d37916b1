package dev.drover.client;

import static dev.drover.client.Samples.allocation;
import static dev.drover.client.Samples.group;
import static dev.drover.client.Samples.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.client.data.DataArchive;
import dev.drover.client.data.RemoteData;
import dev.drover.client.task.AllocFolders;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.template.source.Sources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an allocation finds of the one that it follows. */
class InheritedDataTest {
    private static final String WRITER =
            "echo shared > $NOMAD_ALLOC_DIR/data/a; echo own > $NOMAD_TASK_DIR/b; exec sleep 600";
    private static final String READER = "cat $NOMAD_ALLOC_DIR/data/a $NOMAD_TASK_DIR/b";

    @TempDir
    Path directory;

    private static TaskGroup with(boolean sticky, boolean migrate, String script) {
        return TaskGroupBuilder.builder(group(shell("t", script)))
                .ephemeralDisk(new EphemeralDisk(sticky, migrate, 300))
                .build();
    }

    private static Allocation after(String previous, TaskGroup group) {
        return AllocationBuilder.builder(allocation("batch", group))
                .previousAllocation(previous)
                .build();
    }

    private static Allocation replace(TestNode node, boolean sticky) throws Exception {
        Allocation first = allocation("service", with(sticky, false, WRITER));
        node.run(first, ClientStatus.RUNNING);
        Await.until(() -> Files.exists(node.folder(first).resolve("t/local/b")));
        Allocation second = after(first.id(), with(sticky, false, READER));
        // It waits for the end of the first.
        node.servers.want(second);
        node.servers.stop(first.id());
        return node.servers.awaitReport(
                second.id(),
                each -> each.clientStatus() == ClientStatus.COMPLETE || each.clientStatus() == ClientStatus.FAILED);
    }

    @Test
    void a_sticky_disk_is_moved_from_the_allocation_that_was_replaced_here() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Allocation second = replace(node, true);

            assertThat(second.clientStatus()).isEqualTo(ClientStatus.COMPLETE);
            assertThat(node.log(second, "t.stdout.0")).isEqualTo("shared\nown\n");
        }
    }

    @Test
    void a_disk_that_is_not_sticky_begins_empty() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Allocation second = replace(node, false);

            assertThat(second.clientStatus()).isEqualTo(ClientStatus.FAILED);
            assertThat(node.log(second, "t.stderr.0")).contains("data/a");
        }
    }

    @Test
    void a_disk_that_migrates_is_fetched_from_the_other_node() throws Exception {
        AllocFolders elsewhere = new AllocFolders(directory.resolve("elsewhere"));
        Files.createDirectories(elsewhere.data());
        Files.createDirectories(elsewhere.local("t"));
        Files.writeString(elsewhere.data().resolve("a"), "from\n");
        Files.writeString(elsewhere.local("t").resolve("b"), "afar\n");
        RemoteData remote = id -> {
            assertThat(id).isEqualTo("previous");
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            DataArchive.write(elsewhere, List.of("t"), archive);
            return new ByteArrayInputStream(archive.toByteArray());
        };
        try (TestNode node = new TestNode(directory.resolve("here"), config -> config, Sources.none(), remote)) {
            Allocation allocation = after("previous", with(false, true, READER));

            node.run(allocation, ClientStatus.COMPLETE);

            assertThat(node.log(allocation, "t.stdout.0")).isEqualTo("from\nafar\n");
            assertThat(node.folder(allocation).resolve(".previous")).doesNotExist();
        }
    }

    @Test
    void data_that_cannot_be_fetched_is_told_and_the_task_starts_without_it() throws Exception {
        RemoteData remote = id -> {
            throw new IOException("No path to node \"n1\"");
        };
        try (TestNode node = new TestNode(directory, config -> config, Sources.none(), remote)) {
            Allocation allocation = after("previous", with(true, true, "ls $NOMAD_ALLOC_DIR/data; echo up"));

            Allocation ended = node.run(allocation, ClientStatus.COMPLETE);

            assertThat(node.log(allocation, "t.stdout.0")).isEqualTo("up\n");
            assertThat(TestNode.state(ended, "t").events())
                    .anySatisfy(event -> assertThat(event.displayMessage()).contains("No path to node"));
        }
    }
}
